namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>
/// What one caller wants, in order, as a seed decides it: the same for the same seed, whatever becomes of it. Every caller is the administrator
/// of ledgers of its own. To every other one of them all callers send events; the rest it also terminates, restarts and purges, and is alone
/// in sending events to them, so that it knows to which life each event went.
/// </summary>
internal sealed class Plan(int seed, int caller, int callers)
{
    private const int OrdersPerLedger = 25;
    private const int LedgersAtOnce = 4;
    private const int LongestWish = 30;

    private readonly Random chance = new((seed * 1000) + caller);
    private int orders;

    /// <summary>Whether all callers send to a ledger.</summary>
    public static bool IsShared(string instance) => instance[0] == 's';

    /// <summary>The next order. An event is repeated if its wish is null.</summary>
    public Order Next()
    {
        var ledger = (orders++ / OrdersPerLedger) + chance.Next(LedgersAtOnce);
        var own = Name(caller, ledger);
        return chance.Next(100) switch
        {
            < 15 => new Order(0, Verb.Start, own),
            < 19 => new Order(0, Verb.Suspend, own),
            < 28 => new Order(0, Verb.Resume, own),
            < 35 => new Order(0, Verb.Rewind, own),
            < 40 => new Order(0, Verb.Raise, own, Name()),
            < 43 when !IsShared(own) => new Order(0, Verb.Terminate, own),
            < 50 when !IsShared(own) => new Order(0, Verb.Restart, own),
            < 53 when !IsShared(own) => new Order(0, Verb.Purge, own),
            < 80 => new Order(0, Verb.Raise, own, Name(), Wish()),
            _ => new Order(0, Verb.Raise, Name(chance.Next(callers), ledger / 2 * 2), Name(), Wish()),
        };
    }

    private static string Name(int caller, int ledger) => $"{(ledger % 2 == 0 ? 's' : 'o')}{caller}-{ledger}";

    private string Name() => Ledger.EventNames[chance.Next(Ledger.EventNames.Length)];

    private Wish Wish() => new($"{caller}-{orders}", (Deed)chance.Next(Enum.GetValues<Deed>().Length), chance.Next(LongestWish));
}
