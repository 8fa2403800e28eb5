namespace Aspire.Hosting.Processes;

/// <summary>How a process ended: its own exit code, or 128 plus the signal that ended it.</summary>
internal readonly record struct ProcessExit(int ExitCode);
