using System.Globalization;
using Shop.Api.Products;

namespace Shop.Api.Seed;

/// <summary>Makes the products an empty shop starts with: the same ones every time, neighbours of different kinds.</summary>
internal static class SeedProducts
{
    private static readonly DateTimeOffset FirstDay = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Product> Create(int count) => Enumerable.Range(0, count).Select(CreateOne);

    private static Product CreateOne(int index)
    {
        var kinds = SeedVocabulary.Kinds;
        var series = SeedVocabulary.Series;
        var colours = SeedVocabulary.Colours;
        var kind = kinds[index % kinds.Count];
        var variant = index / kinds.Count;
        var line = series[variant % series.Count];
        var colour = colours[variant / series.Count % colours.Count];

        // Past the thousand combinations the shop has later editions of the same goods.
        var edition = variant / (series.Count * colours.Count) + 1;
        var (editionEn, editionZh) = edition == 1
            ? ("", "")
            : (string.Create(CultureInfo.InvariantCulture, $", Edition {edition}"), string.Create(CultureInfo.InvariantCulture, $" 第{edition}代"));
        var chance = Mix((uint)index);
        var at = FirstDay.AddMinutes(index);
        return new Product(
            string.Create(CultureInfo.InvariantCulture, $"p-{index + 1:D6}"),
            new Bilingual($"{line.En} {kind.En}, {colour.En}{editionEn}", $"{line.Zh}{kind.Zh} {colour.Zh}{editionZh}"),
            new Bilingual(
                $"{line.PraiseEn}: for {kind.UseEn}. In {colour.En.ToLowerInvariant()}.",
                $"{line.PraiseZh}，适合{kind.UseZh}。{colour.Zh}款。"),
            kind.Category,
            Price(kind.Price * line.Factor, chance),
            ProductDraft.DefaultCurrency,
            Stock(chance),
            kind.Emoji,
            colour.Code,
            at,
            at,
            Version: 1);
    }

    // Up to a tenth above or below the middle, ending in .90 as prices do.
    private static decimal Price(decimal middle, uint chance)
    {
        var varied = middle * (0.9m + chance % 1000 / 5000m);
        return Math.Max(1m, decimal.Floor(varied)) - 0.10m;
    }

    // One in thirty is sold out, so that a shop without stock can be seen too.
    private static int Stock(uint chance) => chance / 1000 % 30 == 0 ? 0 : 5 + (int)(chance / 30_000 % 196);

    // A fixed mixing of bits: random to the eye, the same on every machine and in every version of .NET.
    private static uint Mix(uint value)
    {
        value = (value ^ 61) ^ (value >> 16);
        value *= 9;
        value ^= value >> 4;
        value *= 0x27d4eb2d;
        return value ^ (value >> 15);
    }
}
