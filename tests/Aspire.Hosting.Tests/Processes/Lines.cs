using System.Globalization;

namespace Aspire.Hosting.Tests.Processes;

/// <summary>Collects the lines of a process.</summary>
internal sealed class Lines
{
    private readonly List<(string Text, bool IsError)> _lines = [];

    public void Add(string text, bool isError)
    {
        lock (_lines)
        {
            _lines.Add((text, isError));
        }
    }

    public IReadOnlyList<(string Text, bool IsError)> All
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public IReadOnlyList<string> Output => [.. All.Where(line => !line.IsError).Select(line => line.Text)];

    public IReadOnlyList<string> Error => [.. All.Where(line => line.IsError).Select(line => line.Text)];

    /// <summary>Waits for a line that begins with the word, and returns the rest.</summary>
    public async Task<string> WordAsync(string word)
    {
        string? found = null;
        await Programs.UntilAsync(() => (found = Output.FirstOrDefault(line => line == word || line.StartsWith(word + " ", StringComparison.Ordinal))) is not null,
            $"a line '{word} …' (there were: {string.Join(" | ", All)})");
        return found![word.Length..].Trim();
    }

    public async Task<int> NumberAsync(string word) => int.Parse(await WordAsync(word), CultureInfo.InvariantCulture);
}
