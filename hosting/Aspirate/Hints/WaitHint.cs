namespace Aspirate.Hints;

public sealed record WaitHint(string Resource, string Type, int ExitCode, string JsonPath);
