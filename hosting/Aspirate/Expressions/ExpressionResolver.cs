using System.Globalization;
using Aspirate.Manifest;
using Aspirate.Problems;

namespace Aspirate.Expressions;

/// <summary>Resolves every expression of a manifest, once. Finds dangling references and cycles.</summary>
public sealed class ExpressionResolver(
    ManifestDocument manifest,
    Func<ManifestResource, string, EndpointAddress?> addressOf,
    Func<ManifestResource, string?> imageOf,
    ParameterValues parameters,
    IReadOnlySet<string> skipped,
    ProblemList problems)
{
    private const int Deepest = 200;
    private const int Longest = 1 << 20;

    // The first words of the paths that publishers write. Other text between braces is the application's own.
    private static readonly string[] KnownPaths = ["bindings", "connectionString", "value", "inputs", "outputs", "secrets", "containerImage", "containerPort"];

    private readonly Dictionary<(string, string), ResolvedText> _known = [];
    private readonly List<(string Resource, string Member)> _open = [];

    public ResolvedText Resolve(SourcedText source)
    {
        List<TextSegment> segments = [];
        HashSet<string> touches = new(StringComparer.Ordinal);
        long length = 0;
        foreach (var (text, isReference) in ExpressionText.Split(source.Text))
        {
            var part = isReference ? Reference(text, source.Path) : ResolvedText.Literal(text);
            length += part.Segments.Sum(s => (long)s.Text.Length);
            if (length > Longest && segments.Count > 0)
            {
                problems.Add(manifest.File, source.Path, $"grows to more than {Longest} characters when its expressions are filled in.");
                return ResolvedText.Empty;
            }

            foreach (var segment in part.Segments)
            {
                Append(segments, segment);
            }

            touches.UnionWith(part.Touches);
        }

        return new(segments, touches);
    }

    private static void Append(List<TextSegment> segments, TextSegment next)
    {
        if (next.Secret is null && segments.Count > 0 && segments[^1].Secret is null)
        {
            segments[^1] = new(segments[^1].Text + next.Text, null);
        }
        else if (next.Text.Length > 0 || next.Secret is not null)
        {
            segments.Add(next);
        }
    }

    private ResolvedText Reference(string expression, string path)
    {
        var (resource, member) = FindResource(expression);
        if (resource is null)
        {
            var dot = expression.IndexOf('.');
            if (!KnownPaths.Contains(expression[(dot + 1)..].Split('.')[0]))
            {
                return ResolvedText.Literal("{" + expression + "}");
            }

            problems.Add(manifest.File, path, $"refers to {{{expression}}}, but the manifest has no resource \"{expression[..dot]}\".");
            return ResolvedText.Empty;
        }

        if (parameters.External(expression) is { } external)
        {
            return external;
        }

        if (skipped.Contains(resource.Name))
        {
            problems.Add(manifest.File, path, $"refers to {{{expression}}}, and \"{resource.Name}\" is left out; say what stands there with --parameter \"{expression}=VALUE\" or aspirate secrets set \"{expression}\".");
            return ResolvedText.Empty;
        }

        // What cannot be deployed is reported where it stands; its uses would only repeat that.
        if (resource.Kind is ResourceKind.Unsupported or ResourceKind.Executable)
        {
            return ResolvedText.Empty;
        }

        return Member(resource, member, expression, path);
    }

    // A resource's name may hold dots; the longest name that fits wins.
    private (ManifestResource? Resource, string Member) FindResource(string expression)
    {
        for (var dot = expression.LastIndexOf('.'); dot > 0; dot = expression.LastIndexOf('.', dot - 1))
        {
            if (manifest.Find(expression[..dot]) is { } resource)
            {
                return (resource, expression[(dot + 1)..]);
            }
        }

        return (null, "");
    }

    private ResolvedText Member(ManifestResource resource, string member, string expression, string path)
    {
        var parts = member.Split('.');
        switch (parts)
        {
            case ["bindings", var binding, var property]:
                return BindingProperty(resource, binding, property, expression, path);
            case ["connectionString"]:
                return Nested(resource, member, resource.ConnectionString, expression, path);
            case ["value"]:
                return Nested(resource, member, resource.Value, expression, path);
            case ["inputs", var input] when resource.Kind == ResourceKind.Parameter:
            case ["inputs", var input2, "value"] when resource.Kind == ResourceKind.Parameter && (input = input2) is not null:
                return Input(resource, input, expression, path);
            case ["containerImage"] when resource.Runs:
                return ResolvedText.Literal(imageOf(resource) ?? "");
            case ["containerPort"] when resource.Bindings.Count > 0:
                return Text(addressOf(resource, resource.Bindings[0].Name)?.TargetPort);
            default:
                problems.Add(manifest.File, path, $"refers to {{{expression}}}, but \"{resource.Name}\" has no \"{member}\".");
                return ResolvedText.Empty;
        }
    }

    private ResolvedText BindingProperty(ManifestResource resource, string binding, string property, string expression, string path)
    {
        if (!resource.Bindings.Any(b => b.Name == binding))
        {
            var has = resource.Bindings.Count == 0 ? "has no bindings" : $"has only {string.Join(", ", resource.Bindings.Select(b => $"\"{b.Name}\""))}";
            problems.Add(manifest.File, path, $"refers to {{{expression}}}, but \"{resource.Name}\" {has}.");
            return ResolvedText.Empty;
        }

        if (addressOf(resource, binding) is not { } address)
        {
            return ResolvedText.Empty;
        }

        var text = property switch
        {
            "url" => address.Url,
            "host" or "ipv4Host" => address.Host,
            "port" => address.Port.ToString(CultureInfo.InvariantCulture),
            "targetPort" => address.TargetPort.ToString(CultureInfo.InvariantCulture),
            "scheme" => address.Scheme,
            "hostAndPort" => $"{address.Host}:{address.Port}",
            "protocol" => resource.Bindings.First(b => b.Name == binding).Protocol,
            "transport" => resource.Bindings.First(b => b.Name == binding).Transport,
            _ => null,
        };
        if (text is null)
        {
            problems.Add(manifest.File, path, $"refers to {{{expression}}}, but a binding has no \"{property}\"; it has url, host, port, targetPort and scheme.");
            return ResolvedText.Empty;
        }

        return new([new(text, null)], new HashSet<string>(StringComparer.Ordinal) { resource.Name });
    }

    private ResolvedText Nested(ManifestResource resource, string member, SourcedText? text, string expression, string path)
    {
        var key = (resource.Name, member);
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        if (text is null)
        {
            problems.Add(manifest.File, path, $"refers to {{{expression}}}, but \"{resource.Name}\" has no {member}.");
            return ResolvedText.Empty;
        }

        var start = _open.IndexOf(key);
        if (start >= 0)
        {
            var cycle = _open.Skip(start).Select(k => $"{{{k.Resource}.{k.Member}}}").Append($"{{{resource.Name}.{member}}}");
            problems.Add(manifest.File, text.Path, $"refers to itself: {string.Join(" -> ", cycle)}.");
            return ResolvedText.Empty;
        }

        if (_open.Count >= Deepest)
        {
            problems.Add(manifest.File, text.Path, $"is nested in more than {Deepest} other expressions.");
            return ResolvedText.Empty;
        }

        _open.Add(key);
        var resolved = Resolve(text);
        _open.RemoveAt(_open.Count - 1);

        // A connection string leads to its resource even where it holds no address of it.
        if (resource.Runs)
        {
            resolved = resolved with { Touches = new HashSet<string>(resolved.Touches, StringComparer.Ordinal) { resource.Name } };
        }

        return _known[key] = resolved;
    }

    private ResolvedText Input(ManifestResource resource, string name, string expression, string path)
    {
        var key = (resource.Name, $"inputs.{name}");
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        var input = resource.Inputs.FirstOrDefault(i => i.Name == name);
        if (input is null)
        {
            problems.Add(manifest.File, path, $"refers to {{{expression}}}, but \"{resource.Name}\" has no input \"{name}\".");
            return ResolvedText.Empty;
        }

        var fallback = input.Default is null ? null : Resolve(input.Default).Text;
        return _known[key] = parameters.Value(resource, input, fallback, manifest.File, problems);
    }

    private static ResolvedText Text(int? number) => number is null ? ResolvedText.Empty : ResolvedText.Literal(number.Value.ToString(CultureInfo.InvariantCulture));
}
