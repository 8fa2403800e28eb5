using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Publishing;

/// <summary>Log messages of a publishing AppHost, written as they come in the layout of .NET's console logger. A writer thread is not worth its start here.</summary>
internal sealed class PublishLoggerProvider : ILoggerProvider
{
    private static readonly Lock s_lock = new();

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Logger(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var message = exception is null ? formatter(state, exception) : $"{formatter(state, exception)}\n{exception}";
            var text = $"{Abbreviate(logLevel)}: {category}[{eventId.Id}]\n      {message.ReplaceLineEndings("\n      ")}";

            lock (s_lock)
            {
                Console.Out.WriteLine(text);
            }
        }

        private static string Abbreviate(LogLevel level) => level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
    }
}
