using System.Text.Json;
using Shop.Api.Paging;

namespace Shop.Api.Tests.Paging;

public sealed class CursorTests
{
    [Fact]
    public void A_cursor_gives_back_its_sort_values_to_its_own_query_only()
    {
        var cursor = Cursor.Write("scope", JsonDocument.Parse("""[1735689600000, "p-1"]""").RootElement);

        Assert.Equal("""[1735689600000,"p-1"]""", Cursor.Read(cursor, "scope", JsonValueKind.Number, JsonValueKind.String)?.ToJsonString());
        Assert.Null(Cursor.Read(cursor, "other", JsonValueKind.Number, JsonValueKind.String));
        Assert.Null(Cursor.Read(cursor, "scope", JsonValueKind.String, JsonValueKind.String));
        Assert.Null(Cursor.Read(cursor, "scope", JsonValueKind.Number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("bnVsbA")]
    [InlineData("W10")]
    [InlineData("WzEsMl0")]
    [InlineData("WyJ4IixbMSwyXV0")]
    [InlineData("_____w")]
    public void Rubbish_is_no_cursor(string text) => Assert.Null(Cursor.Read(text, "scope", JsonValueKind.Number, JsonValueKind.String));
}
