using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Http;

/// <summary>Reads query parameters and notes every fault; what nobody asked for is refused by <see cref="RefuseOthers"/>.</summary>
public sealed class QueryFields(IQueryCollection query, Faults faults)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string? Text(string name, int maximum)
    {
        var value = Single(name);
        if (value?.Length > maximum)
        {
            Fault(name, $"must have at most {maximum} characters");
            return null;
        }

        return value;
    }

    public string? OneOf(string name, params ReadOnlySpan<string> allowed)
    {
        var value = Single(name);
        if (value is null || allowed.Contains(value))
        {
            return value;
        }

        Fault(name, $"must be one of {string.Join(", ", allowed!)}");
        return null;
    }

    public int Whole(string name, int minimum, int maximum, int absent)
    {
        var value = Single(name);
        if (value is null)
        {
            return absent;
        }

        if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number between {minimum} and {maximum}"));
        return absent;
    }

    public decimal? Amount(string name, decimal maximum)
    {
        var value = Single(name);
        if (value is null)
        {
            return null;
        }

        if (decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount >= 0 && amount <= maximum && decimal.Round(amount, 2) == amount)
        {
            return amount;
        }

        Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be an amount between 0 and {maximum} with at most two decimals"));
        return null;
    }

    public bool Flag(string name) => OneOf(name, "true", "false") == "true";

    /// <summary>All values of a parameter that may repeat.</summary>
    public IReadOnlyList<string> Many(string name, int maximum)
    {
        _known.Add(name);
        var values = query[name];
        if (values.Count > maximum)
        {
            Fault(name, $"may repeat at most {maximum} times");
            return [];
        }

        return [.. values.OfType<string>().Where(value => value.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    public void RefuseOthers()
    {
        foreach (var name in query.Keys.Where(name => !_known.Contains(name)))
        {
            Fault(name, "is not a known parameter");
        }
    }

    public void Fault(string name, string message) => faults.Add(name, message);

    private string? Single(string name)
    {
        _known.Add(name);
        var values = query[name];
        if (values.Count > 1)
        {
            Fault(name, "must be given once");
            return null;
        }

        return string.IsNullOrEmpty(values) ? null : values.ToString();
    }
}
