using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ServiceDefaults.Http;

/// <summary>Reads the properties of one JSON object and notes every fault; what nobody asked for is refused by <see cref="RefuseOthers"/>.</summary>
public sealed class JsonFields(JsonElement element, string path, Faults faults)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The nested object, or null when it is absent or not an object.</summary>
    public JsonFields? Object(string name, bool required)
    {
        if (!TryGet(name, required, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new JsonFields(value, PathOf(name), faults);
        }

        Fault(name, "must be an object");
        return null;
    }

    /// <summary>A text of 1 to <paramref name="maximum"/> characters without control characters (line breaks and tabs where allowed).</summary>
    public string? Text(string name, int maximum, bool required = false, bool multiline = false)
    {
        if (!TryGet(name, required, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Fault(name, "must be a text");
            return null;
        }

        if (!TryGetString(value, out var text))
        {
            Fault(name, "holds half of a surrogate pair");
        }
        else if (string.IsNullOrWhiteSpace(text))
        {
            Fault(name, "must not be empty");
        }
        else if (text.EnumerateRunes().Count() > maximum)
        {
            Fault(name, $"must have at most {maximum} characters");
        }
        else if (text.EnumerateRunes().Any(rune => Rune.IsControl(rune) && !(multiline && rune.Value is '\n' or '\r' or '\t')))
        {
            Fault(name, "must not hold control characters");
        }
        else
        {
            return text;
        }

        return null;
    }

    /// <summary>A whole number in the range, or <paramref name="absent"/>.</summary>
    public int Whole(string name, int minimum, int maximum, int? absent = null)
    {
        if (!TryGet(name, absent is null, out var value))
        {
            return absent ?? 0;
        }

        // 2.0 and 2e0 are whole numbers to JSON, which knows one kind of number.
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)
            && number == decimal.Truncate(number) && number >= minimum && number <= maximum)
        {
            return (int)number;
        }

        Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number between {minimum} and {maximum}"));
        return 0;
    }

    /// <summary>An amount of money with at most two decimals.</summary>
    public decimal Amount(string name, decimal minimum, decimal maximum)
    {
        if (!TryGet(name, required: true, out var value))
        {
            return 0;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var amount) || amount < minimum || amount > maximum)
        {
            Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a number between {minimum} and {maximum}"));
            return 0;
        }

        if (decimal.Round(amount, 2) != amount)
        {
            Fault(name, "must have at most two decimals");
            return 0;
        }

        return amount;
    }

    public void RefuseOthers()
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = NameOf(property);
            if (!_known.Contains(name))
            {
                Fault(name, "is not a known property");
            }
        }
    }

    public void Fault(string name, string message) => faults.Add(PathOf(name), message);

    private bool TryGet(string name, bool required, out JsonElement value)
    {
        _known.Add(name);
        if (element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null)
        {
            return true;
        }

        if (required)
        {
            Fault(name, "is required");
        }

        return false;
    }

    private static bool TryGetString(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "(unreadable)";
        }
    }

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
