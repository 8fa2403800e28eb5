using System.Text;

namespace Aspire.Hosting.Orchestration.Launching;

/// <summary>Splits the command line of a launch profile into arguments: blanks separate, double quotes hold together, a backslash before a quote makes it literal.</summary>
internal static class CommandLine
{
    /// <summary>The arguments; none for null.</summary>
    public static IReadOnlyList<string> Split(string? line)
    {
        var arguments = new List<string>();
        var current = new StringBuilder();
        var (quoted, any) = (false, false);
        for (var i = 0; i < line?.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && i + 1 < line.Length && line[i + 1] == '"')
            {
                current.Append('"');
                i++;
            }
            else if (c == '"')
            {
                (quoted, any) = (!quoted, true);
            }
            else if (char.IsWhiteSpace(c) && !quoted)
            {
                Flush();
            }
            else
            {
                current.Append(c);
            }
        }
        Flush();
        return arguments;

        void Flush()
        {
            if (any || current.Length > 0)
            {
                arguments.Add(current.ToString());
            }
            current.Clear();
            any = false;
        }
    }
}
