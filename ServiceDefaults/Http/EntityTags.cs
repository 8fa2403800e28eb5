using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ServiceDefaults.Http;

/// <summary>A version as an entity tag, and the conditions a request puts on it.</summary>
public static class EntityTags
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>What If-Match allows; <see cref="VersionCondition.None"/> when the header is absent.</summary>
    public static VersionCondition IfMatch(HttpRequest request) => Parse(request.Headers.IfMatch);

    /// <summary>Whether If-None-Match says that the caller has this version already.</summary>
    public static bool IsKnown(HttpRequest request, long version)
    {
        var header = request.Headers.IfNoneMatch;
        return header.Count > 0
            && EntityTagHeaderValue.TryParseList(header, out var tags)
            && tags.Any(tag => tag.Tag == "*" || tag.Tag == Of(version));
    }

    private static VersionCondition Parse(StringValues header)
    {
        if (header.Count == 0)
        {
            return VersionCondition.None;
        }

        // If-Match compares strongly: a weak tag never matches, and neither does what is not a tag of ours.
        return EntityTagHeaderValue.TryParseList(header, out var tags)
            ? new VersionCondition(true, tags.Any(tag => tag.Tag == "*"), [.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.ToString())])
            : new VersionCondition(true, false, []);
    }
}

/// <summary>The versions a write accepts.</summary>
public sealed record VersionCondition(bool IsGiven, bool AnyVersion, IReadOnlyList<string> Tags)
{
    public static VersionCondition None { get; } = new(false, true, []);

    public bool Allows(long version) => AnyVersion || Tags.Contains(EntityTags.Of(version));
}
