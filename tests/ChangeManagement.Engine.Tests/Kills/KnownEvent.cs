namespace ChangeManagement.Engine.Tests.Kills;

/// <summary>What its sender knows of an event.</summary>
internal enum Fate
{
    /// <summary>Sent, no answer yet.</summary>
    Unknown,

    /// <summary>Acknowledged.</summary>
    Accepted,

    /// <summary>Refused at once.</summary>
    Refused,

    /// <summary>Sent, no answer; when it was sent again the instance had ended. It may be there.</summary>
    Either,
}

/// <summary>An event as its sender knows it.</summary>
internal sealed class KnownEvent(string name, int sender, Wish wish)
{
    public string Name { get; } = name;

    public int Sender { get; } = sender;

    public Wish Wish { get; } = wish;

    public Fate Fate { get; set; }
}
