namespace Aspirate.Cli;

/// <summary>What the process says when it ends. Scripts may rely on these numbers.</summary>
public static class ExitCode
{
    public const int Success = 0;

    /// <summary>Something failed that has no number of its own.</summary>
    public const int Failure = 1;

    /// <summary>The manifest, the settings or the command line were refused; nothing was written.</summary>
    public const int InputRefused = 2;

    /// <summary>The secrets cannot be read: wrong or missing password, damaged file.</summary>
    public const int SecretsLocked = 3;

    /// <summary>A program that is needed (kubectl, docker, dotnet) is missing or failed.</summary>
    public const int ToolFailed = 4;

    /// <summary>The cluster accepted the objects, but something did not come up.</summary>
    public const int RolloutFailed = 5;

    /// <summary>The question was answered with no.</summary>
    public const int Declined = 6;

    /// <summary>Interrupted.</summary>
    public const int Cancelled = 130;
}
