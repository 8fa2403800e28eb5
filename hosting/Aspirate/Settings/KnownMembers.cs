using Aspirate.Json;

namespace Aspirate.Settings;

/// <summary>Refuses members that nobody reads: in a settings file a misspelt name must not pass in silence.</summary>
internal static class KnownMembers
{
    public static bool Check(JsonCursor value, params string[] known)
    {
        if (!value.IsObject)
        {
            value.Report("must be an object.");
            return false;
        }

        foreach (var (name, member) in value.Members())
        {
            if (!known.Contains(name))
            {
                var near = known.FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase)) ?? known.FirstOrDefault(k => Distance(k, name) <= 2);
                member.Report(near is null ? $"is not a setting; the settings here are {string.Join(", ", known)}." : $"is not a setting; did you mean \"{near}\"?");
            }
        }

        return true;
    }

    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
