using System.Text;
using System.Text.Json;
using Aspirate.Cli;
using Aspirate.Json;
using Aspirate.Problems;

namespace Aspirate.Secrets;

/// <summary>
/// The values of <c>aspirate-secrets.json</c>: given ones and made-up ones, which stay the same from run to run.
/// Encrypted the file may be committed. With secret management switched off it is kept in the clear, for its owner's eyes only.
/// </summary>
public sealed class SecretsFile
{
    public const string FileName = "aspirate-secrets.json";

    private const string CheckName = "";
    private const string CheckText = "aspirate";

    private readonly string _path;
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _sealed = new(StringComparer.Ordinal);
    private readonly SecretCipher? _cipher;
    private readonly byte[] _salt;
    private readonly int _iterations;
    private bool _changed;

    private SecretsFile(string path, SecretCipher? cipher, byte[] salt, int iterations)
    {
        _path = path;
        _cipher = cipher;
        _salt = salt;
        _iterations = iterations;
    }

    public IEnumerable<string> Names => _values.Keys;

    public bool Encrypted => _cipher is not null;

    public string? Find(string name) => _values.GetValueOrDefault(name);

    public void Set(string name, string value)
    {
        if (_values.TryGetValue(name, out var present) && present == value)
        {
            return;
        }

        _values[name] = value;
        _sealed.Remove(name);
        _changed = true;
    }

    public bool Remove(string name)
    {
        _sealed.Remove(name);
        return _changed |= _values.Remove(name);
    }

    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, FileName));

    public static bool IsEncrypted(string folder) => Exists(folder) && Read(Path.Combine(folder, FileName)).Encrypted;

    /// <summary>Opens the file of a folder, or begins a new one. <paramref name="password"/> null: not encrypted.</summary>
    public static SecretsFile Open(string folder, string? password, bool replace = false, int iterations = SecretCipher.DefaultIterations)
    {
        var path = Path.Combine(folder, FileName);
        if (replace || !File.Exists(path))
        {
            var salt = SecretCipher.NewSalt();
            return new(path, password is null ? null : new(password, salt, iterations), salt, iterations) { _changed = replace };
        }

        var stored = Read(path);
        if (!stored.Encrypted)
        {
            return OpenPlain(path, stored, password, iterations);
        }

        if (password is null)
        {
            throw Locked($"{path} is encrypted and needs its password: give --secret-password or set ASPIRATE_SECRET_PASSWORD.");
        }

        var cipher = new SecretCipher(password, stored.Salt, stored.Iterations);
        if (cipher.Open(CheckName, stored.Check) != CheckText)
        {
            cipher.Dispose();
            throw Locked($"The password does not open {path}: it is not the one that the file was made with. Try again, or start anew with --replace-secrets, which makes new values.");
        }

        var file = new SecretsFile(path, cipher, stored.Salt, stored.Iterations);
        foreach (var (name, box) in stored.Values)
        {
            file._values[name] = cipher.Open(name, box) ?? throw Locked($"The secret \"{name}\" in {path} was damaged: the password is right, but the value fails its check. Take the file from version control.");
            file._sealed[name] = box;
        }

        return file;
    }

    /// <summary>Writes the file when something changed. Values that did not change keep their bytes.</summary>
    public void Save()
    {
        if (!_changed)
        {
            return;
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteString("encryption", _cipher is null ? "none" : "PBKDF2-SHA256, AES-256-GCM");
            if (_cipher is not null)
            {
                writer.WriteNumber("iterations", _iterations);
                writer.WriteBase64String("salt", _salt);
                writer.WriteBase64String("check", Box(CheckName, CheckText));
            }

            writer.WriteStartObject("secrets");
            foreach (var (name, value) in _values)
            {
                if (_cipher is null)
                {
                    writer.WriteString(name, value);
                }
                else
                {
                    writer.WriteBase64String(name, Box(name, value));
                }
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        PrivateFile.Write(_path, stream.ToArray());
        _changed = false;
    }

    private static SecretsFile OpenPlain(string path, Stored stored, string? password, int iterations)
    {
        // A password where there was none: the file becomes encrypted.
        var salt = SecretCipher.NewSalt();
        var file = new SecretsFile(path, password is null ? null : new(password, salt, iterations), salt, iterations) { _changed = password is not null };
        foreach (var (name, value) in stored.Values)
        {
            file._values[name] = Encoding.UTF8.GetString(value);
        }

        return file;
    }

    private byte[] Box(string name, string value) => _sealed.TryGetValue(name, out var box) ? box : _cipher!.Seal(name, value);

    private static Stored Read(string path)
    {
        var problems = new ProblemList();
        var root = JsonCursor.Parse(File.ReadAllBytes(path), FileName, problems);
        if (root is not { IsObject: true } file)
        {
            throw Locked($"{path} is damaged: it is not a JSON object. Take it from version control, or delete it to start anew.");
        }

        var encrypted = file.Text("encryption") != "none";
        Dictionary<string, byte[]> values = new(StringComparer.Ordinal);
        if (file.TryGet("secrets", out var list))
        {
            foreach (var (name, value) in list.Members())
            {
                values[name] = encrypted ? Bytes(value) : Encoding.UTF8.GetBytes(value.AsText() ?? "");
            }
        }

        var stored = new Stored(
            encrypted,
            encrypted ? Bytes(file, "salt") : [],
            encrypted ? file.Number("iterations", 1, 100_000_000) ?? SecretCipher.DefaultIterations : 0,
            encrypted ? Bytes(file, "check") : [],
            values);
        return problems.Any ? throw Locked($"{path} is damaged: {string.Join("; ", problems.All)}") : stored;
    }

    private static byte[] Bytes(JsonCursor parent, string member)
    {
        if (parent.TryGet(member, out var value))
        {
            return Bytes(value);
        }

        parent.Report($"has no \"{member}\".");
        return [];
    }

    private static byte[] Bytes(JsonCursor value)
    {
        if (value.Element.ValueKind == JsonValueKind.String && value.Element.TryGetBytesFromBase64(out var bytes))
        {
            return bytes;
        }

        value.Report("is not base64.");
        return [];
    }

    private static CommandFailedException Locked(string message) => new(ExitCode.SecretsLocked, message);

    private sealed record Stored(bool Encrypted, byte[] Salt, int Iterations, byte[] Check, Dictionary<string, byte[]> Values);
}
