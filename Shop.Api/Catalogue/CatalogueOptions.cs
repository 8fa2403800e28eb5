namespace Shop.Api.Catalogue;

/// <summary>Configuration section <c>Catalogue</c>.</summary>
internal sealed class CatalogueOptions
{
    /// <summary>How many products an empty index is given; 0 for none.</summary>
    public int SeedCount { get; set; } = 1000;
}
