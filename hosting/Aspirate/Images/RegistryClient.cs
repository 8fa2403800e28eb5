using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Aspirate.Images;

/// <summary>What a registry says about an image.</summary>
/// <param name="Asked">Whether it answered at all: it may be away, or want to know who asks.</param>
internal readonly record struct RegistryAnswer(bool Asked, string? Digest);

/// <summary>Asks registries, without credentials, which digest an image has. It pulls nothing.</summary>
internal sealed partial class RegistryClient(IReadOnlySet<string> insecure) : IDisposable
{
    private const string HubHost = "registry-1.docker.io";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = true, ConnectTimeout = TimeSpan.FromSeconds(3) }) { Timeout = TimeSpan.FromSeconds(6) };

    public async Task<RegistryAnswer> AskAsync(string image, CancellationToken cancellation)
    {
        var (registry, repository) = ImageName.Place(image);
        var reference = ImageName.Split(image).Reference;
        var host = registry == "docker.io" ? HubHost : registry;
        string[] schemes = insecure.Contains(registry) || ImageName.IsLoopback(registry) ? ["http", "https"] : ["https"];
        foreach (var scheme in schemes)
        {
            try
            {
                return await AskAsync(new Uri($"{scheme}://{host}/v2/{repository}/manifests/{reference}"), cancellation);
            }
            catch (Exception exception) when (exception is HttpRequestException or JsonException or UriFormatException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                // Away, too slow, or not a registry: the next scheme, or no answer.
            }
        }

        return default;
    }

    public void Dispose() => _http.Dispose();

    private async Task<RegistryAnswer> AskAsync(Uri address, CancellationToken cancellation)
    {
        var response = await HeadAsync(address, null, cancellation);
        if (response.StatusCode == HttpStatusCode.Unauthorized && response.Headers.WwwAuthenticate.FirstOrDefault(h => h.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) is { Parameter: { } challenge })
        {
            var token = await TokenAsync(address, challenge, cancellation);
            if (token is null)
            {
                return default;
            }

            response.Dispose();
            response = await HeadAsync(address, token, cancellation);
        }

        using (response)
        {
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return new(true, null);
            }

            var digest = response.IsSuccessStatusCode && response.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.FirstOrDefault() : null;
            return digest is not null && ImageName.IsDigest(digest) ? new(true, digest) : default;
        }
    }

    private async Task<HttpResponseMessage> HeadAsync(Uri address, string? token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        foreach (var type in (string[])["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"])
        {
            request.Headers.Accept.Add(new(type));
        }

        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request, cancellation);
    }

    // Public images are given to anybody, but some registries want an anonymous token fetched first.
    private async Task<string?> TokenAsync(Uri registry, string challenge, CancellationToken cancellation)
    {
        var fields = Field().Matches(challenge).ToDictionary(m => m.Groups[1].Value.ToLowerInvariant(), m => m.Groups[2].Value);
        if (!fields.TryGetValue("realm", out var realm) || !Uri.TryCreate(realm, UriKind.Absolute, out var address) || (address.Scheme != "https" && address.Scheme != registry.Scheme))
        {
            return null;
        }

        var query = string.Join('&', fields.Where(f => f.Key is "service" or "scope").Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"));
        using var response = await _http.GetAsync(new Uri($"{realm}{(realm.Contains('?') ? '&' : '?')}{query}"), cancellation);
        if (!response.IsSuccessStatusCode)
        {
            return null;
        }

        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
        return document.RootElement.ValueKind == JsonValueKind.Object && (document.RootElement.TryGetProperty("token", out var token) || document.RootElement.TryGetProperty("access_token", out token))
            ? token.GetString()
            : null;
    }

    [GeneratedRegex("([A-Za-z_]+)=\"([^\"]*)\"")]
    private static partial Regex Field();
}
