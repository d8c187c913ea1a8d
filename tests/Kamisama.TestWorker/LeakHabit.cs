using System.Globalization;
using Kamisama.Actors;

namespace Kamisama.TestWorker;

/// <summary>Is ready and takes more and more memory, written to, so that it is resident.</summary>
internal static class LeakHabit
{
    private const int StepsPerSecond = 20;

    public static int Run(string bytesPerSecond)
    {
        int bytes = (int)(long.Parse(bytesPerSecond, CultureInfo.InvariantCulture) / StepsPerSecond);
        var kept = new List<byte[]>();
        WorkerNotifications.ReadyAsync().Wait();
        ReadyHabit.Say();
        while (true)
        {
            byte[] piece = new byte[bytes];
            Array.Fill(piece, (byte)1);
            kept.Add(piece);
            Thread.Sleep(1000 / StepsPerSecond);
        }
    }
}
