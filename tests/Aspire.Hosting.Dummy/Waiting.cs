using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Dummy;

internal static class Waiting
{
    /// <summary>Says "ready PID" and stays. One that obeys says "stopping" on SIGTERM and ends with 0; one that does not says "ignored".</summary>
    public static int ForEver(bool obeys)
    {
        using var stop = new ManualResetEventSlim();
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            Console.WriteLine(obeys ? "stopping" : "ignored");
            if (obeys)
            {
                stop.Set();
            }
        });
        Console.WriteLine($"ready {Environment.ProcessId}");
        stop.Wait();
        return 0;
    }

    public static async Task<int> ThenExitAsync(int milliseconds, int code)
    {
        Console.WriteLine($"ready {Environment.ProcessId}");
        await Task.Delay(milliseconds);
        return code;
    }

    /// <summary>Starts the given command with a shell, says "grandchild PID", and stays.</summary>
    public static int WithGrandchild(string[] command)
    {
        using var grandchild = Process.Start(command[0], command[1..]);
        Console.WriteLine($"grandchild {grandchild.Id}");
        return ForEver(obeys: true);
    }
}
