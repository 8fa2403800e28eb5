using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Search;

internal sealed record MultiSearchHeader(string? Index, ResolveOptions? Options, string? SearchType = null, bool AllowPartial = true);

/// <summary>Reads the pairs of lines of a multi-search.</summary>
internal static class MultiSearchLines
{
    public static List<(MultiSearchHeader Header, JsonBody Body)> Read(RestRequest request)
    {
        if (!request.HasBody)
        {
            throw new ElasticsearchException(400, "parse_exception", "request body is required");
        }

        if (request.Body.Span[^1] != (byte)'\n')
        {
            throw Failures.IllegalArgument("The msearch request must be terminated by a newline [\\n]");
        }

        var searches = new List<(MultiSearchHeader, JsonBody)>();
        var rest = request.Body;
        while (!rest.IsEmpty)
        {
            var header = Next(ref rest);
            if (rest.IsEmpty && header.Span.Trim(" \t\r"u8).IsEmpty)
            {
                break;
            }

            var body = Next(ref rest);
            searches.Add((Header(header, request), body.Span.Trim(" \t\r"u8).IsEmpty ? JsonBody.Parse("{}"u8.ToArray()) : JsonBody.Parse(body)));
        }

        return searches.Count > 0 ? searches : throw Failures.Validation("no requests added");
    }

    static MultiSearchHeader Header(ReadOnlyMemory<byte> line, RestRequest request)
    {
        if (line.Span.Trim(" \t\r"u8).IsEmpty)
        {
            return new(null, null);
        }

        string? index = null, searchType = null;
        var allowPartial = true;
        var options = ResolveOptions.Of(request);
        foreach (var (name, value) in JsonBody.Parse(line).At.MustBeObject("msearch").Properties())
        {
            switch (name)
            {
                case "index" or "indices": index = string.Join(",", value.OneOrMany().Select(item => item.Text())); break;
                case "ignore_unavailable": options = options with { IgnoreUnavailable = value.Bool() }; break;
                case "allow_no_indices": options = options with { AllowNoIndices = value.Bool() }; break;
                case "search_type": searchType = value.Text(); break;
                case "routing": options = options with { Routing = value.Text() }; break;
                case "preference": ParameterValues.Preference(value.Text(), value.Path); break;
                case "allow_partial_search_results": allowPartial = value.Bool(); break;
                case "request_cache" or "ccs_minimize_roundtrips": _ = value.Bool(); break;
                case "expand_wildcards" when value.OneOrMany().All(item => item.Text() == "open"): break;
                case "expand_wildcards": throw value.Unsupported("[expand_wildcards] of a multi-search line");
                default: throw Failures.IllegalArgument($"key [{name}] is not supported in the metadata section");
            }
        }

        return new(index, options, searchType, allowPartial);
    }

    static ReadOnlyMemory<byte> Next(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line;
    }
}
