namespace Aspire.Hosting.Terminal;

/// <summary>Which screen fits what the standard output is.</summary>
internal static class ScreenChoice
{
    /// <summary>The configuration key that overrides the choice: auto, live, plain or off.</summary>
    public const string Key = "AppHost:Console";

    public static ConsoleVoice Choose(string? wish, TimeProvider time) => wish?.ToLowerInvariant() switch
    {
        "off" => new ConsoleVoice(null),
        "live" => Live(),
        "plain" => Plain(time),
        null or "" or "auto" => IsTerminal() ? Live() : Plain(time),
        _ => throw new DistributedApplicationException($"The setting '{Key}' is '{wish}'. It can be auto, live, plain or off."),
    };

    private static ConsoleVoice Live() =>
        new(new LiveScreen(Buffered(Console.OpenStandardOutput()), Size, colours: Environment.GetEnvironmentVariable("NO_COLOR") is null or ""), isLive: true);

    private static ConsoleVoice Plain(TimeProvider time) =>
        new(new PlainScreen(Buffered(Console.OpenStandardOutput()), Buffered(Console.OpenStandardError()), time));

    // Without the lock and the flush after each line that Console.Out brings: one task writes, and it knows when to flush.
    private static StreamWriter Buffered(Stream stream) => new(stream, bufferSize: 16 * 1024) { NewLine = Environment.NewLine };

    private static bool IsTerminal() =>
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb" && Environment.GetEnvironmentVariable("CI") is null or "" or "false";

    private static (int Width, int Height) Size()
    {
        try
        {
            return Console.WindowWidth > 0 ? (Console.WindowWidth, Console.WindowHeight) : (120, 40);
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return (120, 40);
        }
    }
}
