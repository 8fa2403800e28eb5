using System.Text.Json;

namespace ServiceDefaults.Search;

/// <summary>What became of each action of a bulk request: the whole is answered 200 even when single actions failed.</summary>
public sealed record BulkOutcome(int Succeeded, IReadOnlyList<BulkFailure> Failures)
{
    public static BulkOutcome Read(JsonElement body)
    {
        var failures = new List<BulkFailure>();
        var succeeded = 0;
        foreach (var item in body.GetProperty("items").EnumerateArray())
        {
            // One property an action: its name is the action, its value the outcome.
            var outcome = item.EnumerateObject().First().Value;
            var status = outcome.GetProperty("status").GetInt32();
            if (status is >= 200 and < 300)
            {
                succeeded++;
                continue;
            }

            var id = outcome.TryGetProperty("_id", out var name) ? name.GetString() ?? "" : "";
            var (type, reason) = outcome.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                ? (error.GetProperty("type").GetString() ?? "", error.TryGetProperty("reason", out var text) ? text.GetString() ?? "" : "")
                : ("", "");
            failures.Add(new BulkFailure(id, status, type, reason));
        }

        return new BulkOutcome(succeeded, failures);
    }
}

/// <summary>One action that failed. 409 is a conflict of versions; 429 means that the engine was too busy for it.</summary>
public sealed record BulkFailure(string Id, int Status, string Type, string Reason);
