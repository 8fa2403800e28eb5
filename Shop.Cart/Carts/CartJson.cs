using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Cart.Carts;

/// <summary>How the durable stores write a cart.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Cart))]
internal sealed partial class CartJson : JsonSerializerContext
{
    public static string Write(Cart cart) => JsonSerializer.Serialize(cart, Default.Cart);

    public static Cart Read(string json) => JsonSerializer.Deserialize(json, Default.Cart)!;
}
