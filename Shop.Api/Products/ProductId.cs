using System.Text.RegularExpressions;

namespace Shop.Api.Products;

/// <summary>The names products go by: letters, digits, dashes and underscores, so that no path can be smuggled into one.</summary>
internal static partial class ProductId
{
    // Time-ordered, so that neighbours in time are neighbours in the index.
    public static string New() => $"p-{Guid.CreateVersion7():N}";

    public static bool IsValid(string id) => Pattern().IsMatch(id);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z")]
    private static partial Regex Pattern();
}
