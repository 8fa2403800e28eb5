using System.Security.Cryptography;
using System.Text;

namespace Aspirate.Secrets;

/// <summary>
/// Turns a password into a key (PBKDF2 with SHA-256) and texts into sealed bytes (AES-256-GCM).
/// The name of a secret is authenticated with its value, so that sealed values cannot be swapped.
/// </summary>
public sealed class SecretCipher : IDisposable
{
    /// <summary>The number that OWASP asks for with SHA-256.</summary>
    public const int DefaultIterations = 600_000;

    public const int SaltBytes = 16;

    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // Made beside everything else: a key takes longer than a small model, and a new file needs it only at the end.
    private readonly Task<AesGcm> _aes;

    public SecretCipher(string password, byte[] salt, int iterations) => _aes = Task.Run(() => Derive(password, salt, iterations));

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltBytes);

    public byte[] Seal(string name, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        _aes.GetAwaiter().GetResult().Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(name));
        return box;
    }

    /// <summary>Null when the password is another one, or the bytes were changed.</summary>
    public string? Open(string name, ReadOnlySpan<byte> box)
    {
        if (box.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        var plain = new byte[box.Length - NonceBytes - TagBytes];
        try
        {
            _aes.GetAwaiter().GetResult().Decrypt(box[..NonceBytes], box[(NonceBytes + TagBytes)..], box.Slice(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(name));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose() => _aes.GetAwaiter().GetResult().Dispose();

    private static AesGcm Derive(string password, byte[] salt, int iterations)
    {
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, KeyBytes);
        var aes = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }
}
