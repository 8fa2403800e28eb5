using System.Text.Json;
using ServiceDefaults.Http;

namespace ServiceDefaults.Tests.Http;

public sealed class JsonFieldsTests
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("1.0", true)]
    [InlineData("1e2", true)]
    [InlineData("100.00", true)]
    [InlineData("0.01", true)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("0.001", false)]
    [InlineData("1.005", false)]
    [InlineData("1000.01", false)]
    [InlineData("1e400", false)]
    [InlineData("-1e400", false)]
    [InlineData("1e-400", false)]
    [InlineData("79228162514264337593543950336", false)]
    [InlineData("\"5\"", false)]
    [InlineData("true", false)]
    [InlineData("null", false)]
    [InlineData("[1]", false)]
    public void An_amount_has_a_range_and_two_decimals(string json, bool isGood)
    {
        var faults = new Faults();

        Fields($$"""{ "price": {{json}} }""", faults).Amount("price", 0.01m, 1000m);

        Assert.Equal(isGood, !faults.Any);
    }

    [Theory]
    [InlineData("\"plain\"", true)]
    [InlineData("\"运动鞋 🎧\"", true)]
    [InlineData("\"<b>\"", true)]
    [InlineData("\"\"", false)]
    [InlineData("\"   \"", false)]
    [InlineData("\"a\\u0000\"", false)]
    [InlineData("\"a\\nb\"", false)]
    [InlineData("\"a\\u009fb\"", false)]
    [InlineData("\"\\udc00\"", false)]
    [InlineData("\"elevenchars\"", false)]
    [InlineData("7", false)]
    public void A_text_is_not_empty_not_long_and_without_control_characters(string json, bool isGood)
    {
        var faults = new Faults();

        Fields($$"""{ "name": {{json}} }""", faults).Text("name", 10);

        Assert.Equal(isGood, !faults.Any);
    }

    [Fact]
    public void Characters_outside_the_basic_plane_count_once()
    {
        var faults = new Faults();

        Assert.NotNull(Fields("""{ "emoji": "🎧🎧🎧" }""", faults).Text("emoji", 3));
        Assert.False(faults.Any);
    }

    [Fact]
    public void What_was_not_asked_for_is_refused_by_its_path()
    {
        var faults = new Faults();
        var fields = Fields("""{ "name": { "en": "a", "nl": "b" }, "extra": 1 }""", faults);
        var name = fields.Object("name", required: true)!;
        name.Text("en", 10);
        name.RefuseOthers();
        fields.RefuseOthers();

        Assert.Equal(["extra", "name.nl"], faults.ByPath.Keys.Order());
    }

    private static JsonFields Fields(string json, Faults faults) => new(JsonDocument.Parse(json).RootElement, "", faults);
}
