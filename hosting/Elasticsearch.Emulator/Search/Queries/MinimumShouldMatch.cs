using System.Globalization;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>minimum_should_match: 2, -1, 75%, -25% and conditions such as 2&lt;-25% 9&lt;-3.</summary>
internal static class MinimumShouldMatch
{
    public static int Of(string specification, int optional)
    {
        var text = specification.Trim();
        if (!text.Contains('<', StringComparison.Ordinal))
        {
            return Single(text, optional, specification);
        }

        var result = optional;
        foreach (var condition in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = condition.Split('<');
            if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var upTo))
            {
                throw Complaint(specification);
            }

            if (optional <= upTo)
            {
                return result;
            }

            result = Single(parts[1], optional, specification);
        }

        return result;
    }

    static int Single(string text, int optional, string whole)
    {
        var percent = text.EndsWith('%');
        if (!int.TryParse(percent ? text[..^1] : text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || (percent && number is < -100 or > 100))
        {
            throw Complaint(whole);
        }

        var count = percent ? (int)(optional * (number / 100f)) : number;
        return Math.Max(0, count < 0 || (percent && number < 0) ? optional + count : count);
    }

    static ElasticsearchException Complaint(string whole) =>
        Failures.IllegalArgument($"[{whole}] is no minimum_should_match",
            new(400, "number_format_exception", $"For input string: \"{whole}\""));
}
