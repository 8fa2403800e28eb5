using Aspirate.Manifest;
using Aspirate.Problems;
using Aspirate.Secrets;

namespace Aspirate.Expressions;

/// <summary>
/// Where the values of parameters come from, first one wins: the command line, the environment (<c>Parameters__name</c>),
/// <c>aspirate.json</c>, the secrets file, the default of the manifest, a made-up value, a question at the terminal.
/// </summary>
public sealed class ParameterValues(
    IReadOnlyDictionary<string, string> commandLine,
    IReadOnlyDictionary<string, string> settings,
    SecretsFile? secrets,
    Func<string, bool, string?>? ask = null)
{
    /// <summary>Knows no value and asks for none.</summary>
    public static readonly ParameterValues Unknown = new(new Dictionary<string, string>(), new Dictionary<string, string>(), null, (_, _) => "");

    private readonly HashSet<string> _placeholders = new(StringComparer.Ordinal);

    /// <summary>Parameters stand for themselves; their values are given where the deployment runs.</summary>
    public bool UsePlaceholders { get; init; }

    /// <summary>Where secrets are kept when there is no file of them; null: nowhere.</summary>
    public OutputSecrets? Kept { get; init; }

    /// <summary>There is a file of secrets, but it was not unlocked.</summary>
    public bool Locked { get; init; }

    /// <summary>The parameters that stood for themselves so far.</summary>
    public IReadOnlySet<string> Placeholders => _placeholders;

    /// <summary>A value that the user gave for a whole expression, such as <c>pg.outputs.endpoint</c> of a resource that is left out.</summary>
    public ResolvedText? External(string expression)
    {
        if (settings.TryGetValue(expression, out var open))
        {
            return ResolvedText.Literal(open);
        }

        var value = commandLine.GetValueOrDefault(expression) ?? secrets?.Find(expression);
        return value is null ? null : ResolvedText.SecretValue(expression, value);
    }

    public ResolvedText Value(ManifestResource parameter, ParameterInput input, string? fallback, string file, ProblemList problems)
    {
        var name = input.Name == "value" ? parameter.Name : $"{parameter.Name}.{input.Name}";
        if (UsePlaceholders && !commandLine.ContainsKey(name))
        {
            // A build that needs the value now can have it from the same variable.
            _placeholders.Add(name);
            return ResolvedText.SecretValue(name, Environment.GetEnvironmentVariable(Compose.ComposeVariables.NameFor(name)) ?? "");
        }

        var given = commandLine.GetValueOrDefault(name) ?? FromEnvironment(name);
        if (given is not null && input.Secret)
        {
            // Kept, so that the next run gives the same output without being told again.
            Keep(name, given);
        }

        if (given is null && settings.TryGetValue(name, out var open))
        {
            if (input.Secret)
            {
                problems.Add(Settings.DeploymentSettings.FileName, $"$.parameters.{name}", "is a secret and must not stand here in the clear; use: aspirate secrets set " + name);
            }

            given = open;
        }

        given ??= secrets?.Find(name) ?? (input.Secret ? Kept?.Find(name) : null) ?? fallback ?? Make(name, input) ?? Asked(name, input);
        if (given is null)
        {
            problems.Add(file, input.Path, Missing(name, input));
            return ResolvedText.Empty;
        }

        return input.Secret ? ResolvedText.SecretValue(name, given) : ResolvedText.Literal(given);
    }

    private string Missing(string name, ParameterInput input)
    {
        if (Locked && input.Secret)
        {
            return $"the build needs the secret \"{name}\"; unlock the kept secrets with --use-secrets and --secret-password (or ASPIRATE_SECRET_PASSWORD), or give --parameter {name}=VALUE.";
        }

        if (input.Generate is not null)
        {
            return $"\"{name}\" gets a made-up value that must be kept for the next run; give --secret-password (or ASPIRATE_SECRET_PASSWORD) to keep it encrypted in {SecretsFile.FileName}, or --disable-secrets to keep it there in the clear.";
        }

        var kept = input.Secret ? $"aspirate secrets set {name}" : "\"parameters\" in aspirate.json";
        return $"the parameter \"{name}\" has no value; give --parameter {name}=VALUE, the variable Parameters__{name.Replace('-', '_')}, or {kept}.";
    }

    private string? Make(string name, ParameterInput input)
    {
        if (input.Generate is null || (secrets is null && Kept is null))
        {
            return null;
        }

        var value = ValueGenerator.Make(input.Generate);
        Keep(name, value, made: true);
        return value;
    }

    private string? Asked(string name, ParameterInput input)
    {
        var answer = input.Generate is null ? ask?.Invoke(name, input.Secret) : null;
        if (answer is not null && input.Secret)
        {
            Keep(name, answer);
        }

        return answer;
    }

    private void Keep(string name, string value, bool made = false)
    {
        secrets?.Set(name, value);
        Kept?.Set(name, value, made);
    }

    private static string? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable($"Parameters__{name}") ?? Environment.GetEnvironmentVariable($"Parameters__{name.Replace('-', '_')}");
}
