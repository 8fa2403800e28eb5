using System.Globalization;

namespace Aspirate.Images;

/// <summary>
/// The number of the user that a Dockerfile ends with. Kubernetes cannot tell whether a user given by name is root,
/// so for names that base images define the number is written into the pod.
/// </summary>
internal static class DockerfileUser
{
    private static readonly Dictionary<string, int> Known = new(StringComparer.Ordinal)
    {
        ["node"] = 1000,
        ["app"] = 1654,
        ["$APP_UID"] = 1654,
        ["nonroot"] = 65532,
        ["nobody"] = 65534,
        ["www-data"] = 33,
        ["nginx"] = 101,
    };

    public static int? Of(string dockerfile)
    {
        if (!File.Exists(dockerfile))
        {
            return null;
        }

        string? user = null;
        foreach (var line in File.ReadLines(dockerfile))
        {
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is [var instruction, var name, ..] && instruction.Equals("USER", StringComparison.OrdinalIgnoreCase))
            {
                user = name.Split(':')[0];
            }
            else if (words is [var from, ..] && from.Equals("FROM", StringComparison.OrdinalIgnoreCase))
            {
                user = null;
            }
        }

        if (user is null)
        {
            return null;
        }

        return int.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Known.TryGetValue(user, out number) ? number : null;
    }
}
