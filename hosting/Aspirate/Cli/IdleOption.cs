using System.CommandLine;

namespace Aspirate.Cli;

/// <summary>An option of the original that can have no effect here. It is taken, and whoever uses it is told.</summary>
internal interface IIdleOption
{
    string Name { get; }

    string Why { get; }

    bool IsUsed(ParseResult result);
}

internal sealed class IdleFlag : Option<bool>, IIdleOption
{
    public IdleFlag(string name, string variable, string why, params string[] aliases)
        : base(name, aliases)
    {
        Why = why;
        Description = $"Has no effect: {why} [{variable}]";
        Arity = ArgumentArity.ZeroOrOne;
        DefaultValueFactory = _ => CliOption.IsOn(variable) ?? false;
    }

    public string Why { get; }

    public bool IsUsed(ParseResult result) => result.GetValue(this);
}

internal sealed class IdleText : Option<string?>, IIdleOption
{
    public IdleText(string name, string variable, string why, params string[] aliases)
        : base(name, aliases)
    {
        Why = why;
        Description = $"Has no effect: {why} [{variable}]";
        DefaultValueFactory = _ => CliOption.FromEnvironment(variable);
    }

    public string Why { get; }

    public bool IsUsed(ParseResult result) => result.GetValue(this) is not null;
}
