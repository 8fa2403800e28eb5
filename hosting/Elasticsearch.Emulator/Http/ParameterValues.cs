using System.Globalization;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Http;

/// <summary>
/// Parameters that say nothing a single node with a single shard could do differently. Their values are checked all the same: one that Elasticsearch
/// would not take is refused with its own error, one that would make a difference with 501.
/// </summary>
internal static class ParameterValues
{
    static readonly Dictionary<string, Action<string, string>> Checks = new()
    {
        ["timeout"] = Duration,
        ["master_timeout"] = Duration,
        ["search_timeout"] = Duration,
        ["pretty"] = Flag,
        ["human"] = Flag,
        ["error_trace"] = Flag,
        ["local"] = Flag,
        ["request_cache"] = Flag,
        ["allow_partial_search_results"] = Flag,
        ["ccs_minimize_roundtrips"] = Flag,
        ["ignore_throttled"] = Flag,
        ["include_unloaded_segments"] = Flag,
        ["force"] = Flag,
        ["wait_if_ongoing"] = Flag,
        ["flush"] = Flag,
        ["flat_settings"] = Flag,
        ["require_alias"] = Flag,
        ["wait_for_no_relocating_shards"] = Flag,
        ["wait_for_no_initializing_shards"] = Flag,
        ["wait_for_completion"] = (name, value) => Only(name, value, true),
        ["include_defaults"] = (name, value) => Only(name, value, false),
        ["include_source_on_error"] = (name, value) => Only(name, value, false),
        ["batched_reduce_size"] = (name, value) => Number(name, value, 2),
        ["max_concurrent_shard_requests"] = (name, value) => Number(name, value, 1),
        ["max_concurrent_searches"] = (name, value) => Number(name, value, 1),
        ["pre_filter_shard_size"] = (name, value) => Number(name, value, 1),
        ["wait_for_events"] = (name, value) => OneOf(name, value, "immediate", "urgent", "high", "normal", "low", "languid"),
        ["time"] = (name, value) => OneOf(name, value, "nanos", "micros", "ms", "s", "m", "h", "d"),
        ["format"] = (name, value) => Format(value),
        ["preference"] = (_, value) => Preference(value, "?preference"),
    };

    public static void Check(IReadOnlyDictionary<string, string> query)
    {
        foreach (var (name, value) in query)
        {
            if (Checks.TryGetValue(name, out var check))
            {
                check(name, value);
            }
        }
    }

    /// <summary>Which copy of a shard to ask; there is one, so that any of them is it, unless shards or nodes are named.</summary>
    public static void Preference(string value, string path)
    {
        if (!value.StartsWith('_') || value is "_local" or "_only_local")
        {
            return;
        }

        var kind = value.Split(':', 2)[0];
        throw kind is "_shards" or "_only_nodes" or "_prefer_nodes"
            ? Failures.Unsupported(path, $"the preference [{value}]")
            : Failures.IllegalArgument($"no Preference for [{value}]");
    }

    public static bool IsFlag(string value, bool otherwise = true) => value switch
    {
        "" => otherwise,
        "true" => true,
        "false" => false,
        _ => throw Failures.IllegalArgument($"Failed to parse value [{value}] as only [true] or [false] are allowed."),
    };

    static void Flag(string name, string value) => IsFlag(value);

    static void Duration(string name, string value) => TimeValue.Parse(value, name);

    static void Only(string name, string value, bool possible)
    {
        if (IsFlag(value) != possible)
        {
            throw Failures.Unsupported($"?{name}", $"[{name}={value}]");
        }
    }

    static void Number(string name, string value, int least)
    {
        if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw Failures.IllegalArgument($"Failed to parse int parameter [{name}] with value [{value}]",
                new ElasticsearchException(400, "number_format_exception", $"For input string: \"{value}\""));
        }

        if (number < least)
        {
            throw Failures.IllegalArgument($"{name} must be >= {least}");
        }
    }

    static void OneOf(string name, string value, params string[] known)
    {
        if (!known.Contains(value))
        {
            throw Failures.IllegalArgument($"[{name}] must be one of [{string.Join(", ", known)}] but was [{value}]");
        }
    }

    static void Format(string value)
    {
        if (value is "yaml" or "cbor" or "smile")
        {
            throw Failures.Unsupported("?format", $"the format [{value}]");
        }
    }

    /// <summary>How many copies of a shard a write waits for. The primary is always active and there is nothing else: more would be waited for until the timeout.</summary>
    public static void ActiveShards(RestRequest request)
    {
        if (request.Query.GetValueOrDefault("wait_for_active_shards") is not { } value || value is "0" or "1")
        {
            return;
        }

        throw value is "all" || (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1)
            ? Failures.Unsupported("?wait_for_active_shards", $"waiting for [{value}] copies of a shard, of which this node has one,")
            : Failures.IllegalArgument($"cannot parse ActiveShardCount[{value}]");
    }
}
