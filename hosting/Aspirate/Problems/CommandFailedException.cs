namespace Aspirate.Problems;

/// <summary>A command could not do its work; the message says why and what to do, the exit code which kind of failure it is.</summary>
public sealed class CommandFailedException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
