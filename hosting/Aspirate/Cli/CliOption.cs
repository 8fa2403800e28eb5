using System.CommandLine;
using System.CommandLine.Parsing;
using Aspirate.Problems;

namespace Aspirate.Cli;

/// <summary>The kinds of options. Each kind takes its default from an environment variable.</summary>
internal static class CliOption
{
    private static readonly char[] BetweenNames = [',', ';', ' ', '\t', '\r', '\n'];
    private static readonly char[] BetweenLines = ['\r', '\n'];
    private static readonly AsyncLocal<bool> Hidden = new();

    /// <summary>Set where defaults are shown and not used: help must not tell the passwords that variables hold.</summary>
    public static bool HidesVariables
    {
        get => Hidden.Value;
        set => Hidden.Value = value;
    }

    public static Option<string?> Text(string name, string variable, string description, params string[] aliases) => new(name, aliases)
    {
        Description = $"{description} [{variable}]",
        DefaultValueFactory = _ => FromEnvironment(variable),
    };

    public static Option<string> TextOr(string name, string variable, string description, string fallback, params string[] aliases) => new(name, aliases)
    {
        Description = $"{description} [{variable}]",
        DefaultValueFactory = _ => FromEnvironment(variable) ?? fallback,
    };

    public static Option<bool> Flag(string name, string variable, string description, params string[] aliases) => new(name, aliases)
    {
        Description = $"{description} [{variable}]",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => IsOn(variable) ?? false,
    };

    /// <summary>A flag that is not the same when it is off and when it is not given.</summary>
    public static Option<bool?> Choice(string name, string variable, string description, params string[] aliases) => new(name, aliases)
    {
        Description = $"{description} [{variable}]",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => IsOn(variable),
    };

    /// <summary>Names, several of which may follow the option, with spaces or commas between them.</summary>
    public static Option<string[]> Names(string name, string variable, string description, params string[] aliases)
    {
        var option = Words(name, variable, description, aliases);
        option.AllowMultipleArgumentsPerToken = true;
        return option;
    }

    /// <summary>Words without commas, one after each mention of the option, or several with commas between them.</summary>
    public static Option<string[]> Words(string name, string variable, string description, params string[] aliases) => new(name, aliases)
    {
        Description = $"{description} [{variable}, with commas between]",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = result => [.. result.Tokens.SelectMany(t => Split(t.Value, BetweenNames))],
        DefaultValueFactory = _ => Split(FromEnvironment(variable), BetweenNames),
    };

    /// <summary>Texts that may hold anything but a line break.</summary>
    public static Option<string[]> Lines(string name, string variable, string description, params string[] aliases) => new(name, aliases)
    {
        Description = $"{description} [{variable}, one a line]",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => Split(FromEnvironment(variable), BetweenLines),
    };

    /// <summary>The value among those allowed, however it was written; null when none was given.</summary>
    public static string? OneOf(string name, string? text, params string[] values) => text is null ? null
        : Array.Find(values, v => v.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandFailedException(ExitCode.InputRefused, $"{name} is \"{text}\", but must be {string.Join(", ", values[..^1])} or {values[^1]}.");

    /// <summary>The value of a flag's variable; null when it is neither on nor off.</summary>
    public static bool? IsOn(string variable) => FromEnvironment(variable)?.Trim().ToLowerInvariant() switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        _ => null,
    };

    public static string? FromEnvironment(string variable) => !HidesVariables && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;

    /// <summary>
    /// Files of options are the parser's custom, <c>@file</c>. A value that begins with an at sign and is no file is a value: passwords do.
    /// </summary>
    public static bool ReadResponseFile(string token, out IReadOnlyList<string>? replacements, out string? error)
    {
        error = null;
        replacements = null;
        if (!File.Exists(token))
        {
            return false;
        }

        replacements = [.. File.ReadLines(token).Where(l => !l.TrimStart().StartsWith('#')).SelectMany(CommandLineParser.SplitCommandLine)];
        if (replacements.FirstOrDefault(r => r.StartsWith('@') && File.Exists(r[1..])) is { } nested)
        {
            // It could be itself, and the reading would never end.
            error = $"{token} names another file of options, {nested}; put its options here.";
            return false;
        }

        return true;
    }

    private static string[] Split(string? text, char[] between) => text?.Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
