using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shop.Cart.Stores.Memory;

namespace Shop.Cart.Tests.Stores;

public sealed class MemoryStoreTests
{
    [Fact]
    public async Task A_cart_nobody_touches_is_forgotten_and_one_in_use_is_not()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        using var store = new MemoryCartStore(time, Options.Create(new CartOptions { SessionLifetime = TimeSpan.FromHours(1) }));
        await store.TrySaveAsync(new("idle", 1, [], time.GetUtcNow()), null, [], CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(50));
        await store.TrySaveAsync(new("busy", 1, [], time.GetUtcNow()), null, [], CancellationToken.None);

        time.Advance(TimeSpan.FromMinutes(15));

        Assert.Null(await store.FindAsync("idle", CancellationToken.None));
        Assert.NotNull(await store.FindAsync("busy", CancellationToken.None));
    }

    [Fact]
    public async Task A_flood_of_carts_drops_the_oldest_and_never_the_newest()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        using var store = new MemoryCartStore(time, Options.Create(new CartOptions()));
        for (var number = 0; number <= 100_000; number++)
        {
            await store.TrySaveAsync(new($"c{number}", 1, [], time.GetUtcNow().AddMilliseconds(number)), null, [], CancellationToken.None);
        }

        Assert.InRange(store.Count, 80_000, 100_000);
        Assert.NotNull(await store.FindAsync("c100000", CancellationToken.None));
        Assert.Null(await store.FindAsync("c0", CancellationToken.None));
    }
}
