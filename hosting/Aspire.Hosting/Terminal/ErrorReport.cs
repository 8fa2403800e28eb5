using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Terminal;

/// <summary>
/// Tells a mistake in the AppHost as one message, with the AppHost's own line, instead of the runtime's stack trace and abort. Only what would have ended the
/// process anyway comes here; whoever catches the exception never notices.
/// </summary>
internal static class ErrorReport
{
    private const int Failed = 1;

    private static int s_installed;

    public static void Install()
    {
        if (Interlocked.Exchange(ref s_installed, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        }
    }

    /// <summary>The text to show, or null when the exception is not ours to explain.</summary>
    public static string? Describe(Exception exception)
    {
        while (exception is AggregateException { InnerExceptions: [var only] })
        {
            exception = only;
        }

        var trace = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        if (exception is not DistributedApplicationException && !(exception is ArgumentException or InvalidOperationException or FormatException or OptionsValidationException && IsOurs(trace.FirstOrDefault())))
        {
            return null;
        }

        var causes = new List<string>();
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (!exception.Message.Contains(cause.Message, StringComparison.Ordinal))
            {
                causes.Add($"\n  because: {cause.Message}");
            }
        }

        return $"{exception.Message}{string.Concat(causes)}{Place(trace)}";
    }

    private static void OnUnhandled(object sender, UnhandledExceptionEventArgs arguments)
    {
        // A debugger shows the exception where it was thrown, which is better than any text.
        if (!Debugger.IsAttached && arguments.ExceptionObject is Exception exception && Describe(exception) is { } text)
        {
            Console.Out.Flush();
            Console.Error.WriteLine(text);
            Environment.Exit(Failed);
        }
    }

    private static bool IsOurs(StackFrame? frame) => frame?.GetMethod()?.Module.Assembly.GetName().Name?.StartsWith("Aspire.Hosting", StringComparison.Ordinal) == true;

    // The line of the AppHost that made the mistake. The line that says Run() made none.
    private static string Place(StackFrame[] trace)
    {
        var line = trace.FirstOrDefault(frame => frame.GetFileName() is not null && frame.GetMethod()?.Module.Assembly == Assembly.GetEntryAssembly());
        var ran = trace.Any(frame => frame.GetMethod() is { Name: "Run" or "RunAsync" or "StartAsync" or "MoveNext" } method && IsRunning(method));
        return line is null || ran ? "" : $"\n  at {line.GetFileName()}:line {line.GetFileLineNumber()}";
    }

    private static bool IsRunning(MethodBase method) => method.DeclaringType == typeof(DistributedApplication) || method.DeclaringType?.DeclaringType == typeof(DistributedApplication);
}
