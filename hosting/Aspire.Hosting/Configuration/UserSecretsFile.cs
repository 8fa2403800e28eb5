using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting;

/// <summary>The user secrets of an AppHost: one flat JSON object, shared with <c>dotnet user-secrets</c> and with other runs of the AppHost.</summary>
internal sealed class UserSecretsFile(string path)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly JsonSerializerOptions s_layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal string Path { get; } = path;

    /// <summary>The file of the assembly's <c>UserSecretsId</c>; null when it has none.</summary>
    internal static UserSecretsFile? Find(Assembly? assembly)
        => assembly?.GetCustomAttribute<UserSecretsIdAttribute>()?.UserSecretsId is { Length: > 0 } id
            ? new UserSecretsFile(PathHelper.GetSecretsPathFromSecretsId(id))
            : null;

    /// <summary>The value of a key; null when it has none.</summary>
    internal string? Read(string key) => Flatten(ReadAll()).GetValueOrDefault(key);

    /// <summary>
    /// The value of a key, made and kept if there is none yet. If it cannot be kept the value is still usable, and a warning says why
    /// the next run will have another one.
    /// </summary>
    internal string GetOrAdd(string key, Func<string> make, string applicationName)
    {
        string? made = null;

        try
        {
            using var turn = TakeTurn();

            var secrets = ReadAll();
            if (Flatten(secrets).TryGetValue(key, out var existing) && existing.Length > 0)
            {
                return existing;
            }

            made = make();
            secrets[key] = made;
            Write(secrets);
            return made;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            Console.Error.WriteLine($"The generated value of '{key}' could not be kept in the user secrets of '{applicationName}' ({Path}): {exception.Message} The next run will have another value.");
            return made ?? make();
        }
    }

    /// <summary>Sets a value.</summary>
    internal void Set(string key, string value)
    {
        using var turn = TakeTurn();
        var secrets = ReadAll();
        secrets[key] = value;
        Write(secrets);
    }

    // An exclusively opened file next to the secrets orders all processes of all kinds; the system releases it when a holder dies.
    private FileStream TakeTurn()
    {
        EnsureDirectory();
        var deadline = DateTime.UtcNow + s_patience;

        while (true)
        {
            try
            {
                return new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTime.UtcNow < deadline)
            {
                Thread.Sleep(10);
            }
        }
    }

    private JsonObject ReadAll()
    {
        if (!File.Exists(Path))
        {
            return [];
        }

        var text = File.ReadAllText(Path);
        return string.IsNullOrWhiteSpace(text)
            ? []
            : JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }) as JsonObject ?? [];
    }

    // Written aside and moved, so that a reader never sees half a file and a crash never loses the other secrets.
    private void Write(JsonObject secrets)
    {
        var aside = $"{Path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new StreamWriter(aside, options))
        {
            stream.Write(secrets.ToJsonString(s_layout));
        }

        File.Move(aside, Path, overwrite: true);
    }

    private void EnsureDirectory()
    {
        var directory = System.IO.Path.GetDirectoryName(Path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // People also write nested objects by hand; configuration reads both forms, so do we.
    private static Dictionary<string, string> Flatten(JsonObject secrets)
    {
        var flat = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Collect("", secrets);
        return flat;

        void Collect(string prefix, JsonObject node)
        {
            foreach (var (name, value) in node)
            {
                switch (value)
                {
                    case JsonObject nested:
                        Collect($"{prefix}{name}:", nested);
                        break;
                    case JsonValue leaf:
                        flat[prefix + name] = leaf.ToString();
                        break;
                }
            }
        }
    }
}
