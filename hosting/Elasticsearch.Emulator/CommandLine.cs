using System.Globalization;

namespace Elasticsearch.Emulator;

/// <summary>Reads arguments and environment. Credentials come from the environment only: arguments are visible to everybody on the machine.</summary>
internal static class CommandLine
{
    public const string CredentialsVariable = "ELASTICSEARCH_EMULATOR_AUTH";
    public const string VersionVariable = "ELASTICSEARCH_EMULATOR_VERSION";

    public const string Usage = """
        A development-time emulator of Elasticsearch. Not Elasticsearch.

          --urls URL[;URL]    where to listen (default http://127.0.0.1:9200)
          --data PATH         where to keep the data; without it everything is in memory and gone at the end
          --compatibility     print what is supported, as Markdown, and end
          --version NUMBER    what GET / says as version.number (default 9.1.0)

        Environment:
          ELASTICSEARCH_EMULATOR_AUTH=user:password   ask for Basic authentication
          ELASTICSEARCH_EMULATOR_VERSION=NUMBER       as --version
        """;

    /// <returns>The options, or the complaints about what was given.</returns>
    public static (EmulatorOptions? Options, IReadOnlyList<string> Complaints) Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var complaints = new List<string>();
        var values = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split('=', 2);
            if (parts[0] is not ("--urls" or "--data" or "--version"))
            {
                complaints.Add($"Unknown argument {arguments[i]}.");
            }
            else if (parts.Length == 2)
            {
                values[parts[0]] = parts[1];
            }
            else if (i + 1 < arguments.Count)
            {
                values[parts[0]] = arguments[++i];
            }
            else
            {
                complaints.Add($"{arguments[i]} needs a value.");
            }
        }

        var options = new EmulatorOptions();
        options = options with
        {
            Urls = values.GetValueOrDefault("--urls", options.Urls),
            DataPath = values.GetValueOrDefault("--data"),
            VersionNumber = values.GetValueOrDefault("--version") ?? environment(VersionVariable) ?? options.VersionNumber,
            Credentials = environment(CredentialsVariable) is { Length: > 0 } credentials ? credentials : null,
        };
        complaints.AddRange(options.Urls.Split(';').Where(url => !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not "http").Select(url => $"--urls: {url} is no http address such as http://127.0.0.1:9200."));
        if (options.DataPath is "")
        {
            complaints.Add("--data: the path is empty.");
        }

        if (!Version.TryParse(options.VersionNumber, out var version) || version.Build < 0)
        {
            complaints.Add(string.Create(CultureInfo.InvariantCulture, $"--version: {options.VersionNumber} is no version such as 9.1.0."));
        }

        if (options.Credentials?.Contains(':', StringComparison.Ordinal) == false)
        {
            complaints.Add($"{CredentialsVariable} must be user:password.");
        }

        return complaints.Count > 0 ? (null, complaints) : (options, complaints);
    }
}
