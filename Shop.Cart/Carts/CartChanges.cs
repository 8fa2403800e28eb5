using ServiceDefaults.Http;
using Shop.Cart.Events;
using Shop.Cart.Stores;

namespace Shop.Cart.Carts;

/// <summary>Changes carts so that no change is lost: read, change, save if nobody was faster, else again.</summary>
internal sealed class CartChanges(ICartStore store, TimeProvider time)
{
    // Each round lost means that somebody else's change went through.
    private const int Rounds = 40;

    public async Task<Cart> ReadAsync(string id, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) ?? Cart.Empty(id);

    /// <summary>Applies a change, which may be called several times, each time with the cart as it is then.</summary>
    public async Task<ChangeOutcome> ApplyAsync(string id, VersionCondition condition, DoneOnce once, Func<Cart, Change> change)
    {
        for (var round = 0; round < Rounds; round++)
        {
            // Once begun a change is finished, even when its sender hangs up.
            var previous = await store.FindAsync(id, CancellationToken.None);
            var cart = previous ?? Cart.Empty(id);
            if (once.Key is not null && cart.Done.FirstOrDefault(done => done.Key == once.Key) is { } done)
            {
                return done.Fingerprint == once.Fingerprint ? new ChangeOutcome.Repeated(cart, done.Answer) : new ChangeOutcome.Refused(Problem.KeyReused());
            }

            if (!condition.Allows(cart.Version))
            {
                return new ChangeOutcome.Refused(Problem.ChangedMeanwhile($"The cart is at version {cart.Version} now.", cart.Version));
            }

            var wanted = change(cart);
            if (wanted.Problem is { } problem)
            {
                return new ChangeOutcome.Refused(problem);
            }

            if (wanted.Next is null)
            {
                return new ChangeOutcome.Changed(cart);
            }

            var now = Now();
            var next = wanted.Next with { Version = cart.Version + 1, UpdatedAt = now, Done = once.After(cart.Done, wanted.Answer) };
            var events = wanted.Events.Select(what => what.Of(id, now)).ToArray();
            if (await store.TrySaveAsync(next, previous, events, CancellationToken.None))
            {
                return new ChangeOutcome.Changed(next);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 4 + (2 * round))), time);
        }

        throw new UnavailableException($"A cart was changed by others {Rounds} times in a row.", "The cart is changed by too many at once. Try again shortly.");
    }

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}

/// <summary>What a change makes of a cart: a problem, nothing (both null), or the next cart and what to tell about it.</summary>
internal sealed record Change(Cart? Next, Problem? Problem, IReadOnlyList<CartEventDraft> Events, OrderView? Answer = null)
{
    public static Change Nothing { get; } = new(null, null, []);

    public static Change Refused(Problem problem) => new(null, problem, []);

    public static Change To(Cart next, params CartEventDraft[] events) => new(next, null, events);
}

/// <summary>The Idempotency-Key of a request and what the request was; no key means that it may be repeated.</summary>
internal sealed record DoneOnce(string? Key, string Fingerprint)
{
    private const int Kept = 32;

    public static DoneOnce No { get; } = new(null, "");

    public IReadOnlyList<RequestDone> After(IReadOnlyList<RequestDone> before, OrderView? answer) =>
        Key is null ? before : [.. before.TakeLast(Kept - 1), new RequestDone(Key, Fingerprint, answer)];
}

internal abstract record ChangeOutcome
{
    public sealed record Changed(Cart Cart) : ChangeOutcome;

    public sealed record Repeated(Cart Cart, OrderView? Answer) : ChangeOutcome;

    public sealed record Refused(Problem Problem) : ChangeOutcome;
}
