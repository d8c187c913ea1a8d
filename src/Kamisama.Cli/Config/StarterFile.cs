using System.Text;

namespace Kamisama.Cli.Config;

/// <summary><c>kamisama init</c>: a configuration to begin with, and the schema that its editor completes it by.</summary>
internal static class StarterFile
{
    public const string Text = """
        {
          // Completion and checks in the editor. All keys: docs/configuration.md, or 'kamisama config show --effective'.
          "$schema": "./kamisama.schema.json",

          "pools": {
            // Started in this order, stopped in the reverse order.
            "workers": {
              "command": ["sh", "-c", "while :; do echo \"worker $KAMISAMA_WORKER_INDEX: $GREETING\"; sleep 5; done"],
              "instances": 2,

              // More than 10 respawns in 60 s, and kamisama gives up with exit code 1.
              "respawnLimit": 10,
              "respawnInterval": 60,

              // Without these a worker that died is respawned at once.
              "backoffInitial": 1,
              "backoffMax": "1m",

              "environment": { "GREETING": "${GREETING:-hello}" }
            }
          }

          // A file kamisama.production.json beside this one is laid over it by --environment production.
        }

        """;

    /// <summary>Writes it, unless a file is there already.</summary>
    public static Request Write(string path)
    {
        try
        {
            using (var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(Text));
            }

            string schema = Path.Combine(Path.GetDirectoryName(path) ?? "", "kamisama.schema.json");
            File.WriteAllText(schema, ConfigSchema.Text);
            return new Request.Tell($"{path} was written, and {schema} for the editor. Start it with 'kamisama run -f {path}'.");
        }
        catch (IOException) when (File.Exists(path))
        {
            return new Request.Refuse([$"{path} is there already, and was left as it is. Name another one: kamisama init -f FILE."]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new Request.Refuse([$"{path} can't be written: {exception.Message}"]);
        }
    }
}
