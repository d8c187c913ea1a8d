#!/usr/bin/env ruby
# A scheduler: one of its kind, says what would be due, and ends between two turns.
$stdout.sync = true
pause = Float(ENV.fetch("TICK_SECONDS", "10"))
ended, term = IO.pipe
trap("TERM") { term.write_nonblock(".") }

turn = 0
loop do
  turn += 1
  puts "SCHEDULER: turn #{turn}"
  break if IO.select([ended], nil, nil, pause)
end
puts "SCHEDULER: done"
