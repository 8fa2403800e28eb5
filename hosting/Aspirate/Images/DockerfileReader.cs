using System.Text.RegularExpressions;

namespace Aspirate.Images;

/// <summary>What a Dockerfile asks for: the images it starts from and the arguments it takes.</summary>
internal sealed partial class DockerfileReader
{
    private readonly Dictionary<string, string?> _early = new(StringComparer.Ordinal);
    private readonly List<string> _from = [];
    private readonly HashSet<string> _stages = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _arguments = new(StringComparer.Ordinal);

    private DockerfileReader()
    {
    }

    /// <summary>The names of all ARG instructions.</summary>
    public IReadOnlySet<string> Arguments => _arguments;

    public static DockerfileReader Read(string path)
    {
        var read = new DockerfileReader();
        foreach (var line in Lines(File.ReadAllText(path)))
        {
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is [var instruction, .. var rest] && rest.Length > 0)
            {
                read.Take(instruction, rest);
            }
        }

        return read;
    }

    /// <summary>The images that the stages start from, with the arguments of the build filled in.</summary>
    public IReadOnlyList<string> BaseImages(IReadOnlyDictionary<string, string> given)
    {
        string? Value(string name) => given.TryGetValue(name, out var value) && _early.ContainsKey(name) ? value : _early.GetValueOrDefault(name);
        return [.. _from.Select(image => Fill(image, Value)).Where(image => image != "scratch" && ImageName.IsValid(image)).Distinct().Order(StringComparer.Ordinal)];
    }

    private void Take(string instruction, string[] rest)
    {
        if (instruction.Equals("ARG", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var argument in rest)
            {
                var parts = argument.Split('=', 2);
                _arguments.Add(parts[0]);
                if (_from.Count == 0 && _stages.Count == 0)
                {
                    _early[parts[0]] = parts.Length == 2 ? parts[1].Trim('"', '\'') : null;
                }
            }
        }
        else if (instruction.Equals("FROM", StringComparison.OrdinalIgnoreCase) && Array.Find(rest, word => !word.StartsWith("--", StringComparison.Ordinal)) is { } image)
        {
            if (!_stages.Contains(image))
            {
                _from.Add(image);
            }

            if (rest is [.., var keyword, var stage] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase))
            {
                _stages.Add(stage);
            }
        }
    }

    private static string Fill(string text, Func<string, string?> value) => Variable().Replace(text, match =>
        value(match.Groups["name"].Value) is { Length: > 0 } found ? found : match.Groups["default"].Value);

    private static IEnumerable<string> Lines(string text) => Continuation().Replace(text.ReplaceLineEndings("\n"), " ").Split('\n').Where(line => !line.TrimStart().StartsWith('#'));

    [GeneratedRegex(@"\$(?:\{(?<name>\w+)(?::-(?<default>[^}]*))?\}|(?<name>\w+))")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\\[ \t]*\n")]
    private static partial Regex Continuation();
}
