using System.Diagnostics;

namespace Aspire.Hosting;

/// <summary>An AppHost that is wrong ends with a message and exit code 1: what is wrong stands in the message, and a stack trace would only hide it.</summary>
internal static class ModelErrors
{
    private static int s_done;

    /// <summary>From now on, errors of the model that nobody catches end the program in words.</summary>
    public static void EndTheProgramInWords()
    {
        if (Interlocked.Exchange(ref s_done, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, e) => End(e.ExceptionObject);
        }
    }

    /// <summary>Whether the exception says that the AppHost is wrong, rather than that a program has a fault.</summary>
    internal static bool IsModelError(Exception exception) => exception switch
    {
        DistributedApplicationException => true,
        // A name or value that was refused where the AppHost gave it.
        ArgumentException or InvalidOperationException or FormatException => ThrownByUs(exception),
        _ => false,
    };

    private static bool ThrownByUs(Exception exception) =>
        new StackTrace(exception).GetFrame(0)?.GetMethod()?.Module.Assembly == typeof(ModelErrors).Assembly;

    private static void End(object thrown)
    {
        if (thrown is AggregateException { InnerExceptions: [var only] })
        {
            thrown = only;
        }
        if (thrown is Exception exception && IsModelError(exception))
        {
            Console.Error.WriteLine(exception.Message);
            Environment.Exit(1);
        }
    }
}
