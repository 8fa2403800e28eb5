using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Terminal;

/// <summary>The host's own log messages, through the same writer as everything else, so that they do not tear the table.</summary>
internal sealed class ConsoleLoggerProvider(ConsoleVoice voice) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(voice, categoryName);

    public void Dispose()
    {
        // The voice belongs to the container.
    }

    private sealed class Logger(ConsoleVoice voice, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // The host logs the exception that keeps it from starting, and then throws it: told once is enough.
            if (category == "Microsoft.Extensions.Hosting.Internal.Host" && eventId.Name == "HostedServiceStartupFaulted")
            {
                return;
            }

            var text = formatter(state, exception);
            var prefix = logLevel switch
            {
                LogLevel.Trace => "trce",
                LogLevel.Debug => "dbug",
                LogLevel.Information => "info",
                LogLevel.Warning => "warn",
                LogLevel.Error => "fail",
                _ => "crit",
            };
            foreach (var line in $"{prefix}: {category}: {text}{(exception is null ? "" : Environment.NewLine + exception)}".Split('\n'))
            {
                voice.Say(line.TrimEnd('\r'), isError: logLevel >= LogLevel.Error);
            }
        }
    }
}
