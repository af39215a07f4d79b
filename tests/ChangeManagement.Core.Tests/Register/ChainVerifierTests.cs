using ChangeManagement.Changes;

namespace ChangeManagement.Register;

/// <summary>Whatever is done to a stream without its key is found; what retention does is not a fault.</summary>
public sealed class ChainVerifierTests
{
    [Fact]
    public void AWholeStream_HasNoFaults() => Assert.Empty(Verify(Chain.Head, Chain.Whole));

    public static TheoryData<string, Func<StoredEvent, StoredEvent>> Alterations => new()
    {
        { "kind", stored => stored with { Kind = "approved" } },
        { "version", stored => stored with { Version = 2 } },
        { "time", stored => stored with { At = stored.At.AddSeconds(1) } },
        { "actor", stored => stored with { Actor = Actor.Person("ben") } },
        { "kind of actor", stored => stored with { Actor = Actor.System("ada") } },
        { "on behalf of", stored => stored with { OnBehalfOf = "" } },
        { "correlation", stored => stored with { Correlation = "request-2" } },
        { "payload", stored => stored with { Payload = """{"n":7}""" } },
        { "payload and digest", stored => stored with { Payload = "{}", PayloadDigest = StoredEvent.DigestOf("{}") } },
        { "seal", stored => stored with { Mac = new string('0', 64) } },
        { "previous seal", stored => stored with { PreviousHash = new string('0', 64) } },
        { "key", stored => stored with { KeyId = "unknown" } },
        { "resealed by another", stored => Chain.Sealed(stored with { Kind = "approved", KeyId = "other" }, Chain.Name, Chain.OtherKeys) },
    };

    [Theory]
    [MemberData(nameof(Alterations))]
    public void AnAlteredField_IsFound(string field, Func<StoredEvent, StoredEvent> alter)
    {
        for (var i = 0; i < Chain.Whole.Count; i++)
        {
            var altered = Chain.Whole.Select((stored, at) => at == i ? alter(stored) : stored).ToList();
            Assert.True(Verify(Chain.Head, altered).Any(fault => fault.Seq == i + 1), $"{field} of event {i + 1}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ADeletedEvent_IsFound(int index)
    {
        var shorter = Chain.Whole.Where((_, at) => at != index).ToList();
        var fault = Verify(Chain.Head, shorter)[0];
        Assert.Equal(new ChainFault(Chain.Name, index + 2, $"Event {index + 1} is not there; event {index + 2} stands in its place."), fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void AnInsertedEvent_IsFound(int index)
    {
        var longer = Chain.Whole.ToList();
        longer.Insert(index, Chain.Next(Chain.Name, Chain.OtherKeys, index == 0 ? null : Chain.Whole[index - 1], "approved", "{}"));
        Assert.NotEmpty(Verify(Chain.Head, longer));
        Assert.NotEmpty(Verify(Chain.HeadOf(longer), longer));
    }

    [Fact]
    public void SwappedEvents_AreFound() =>
        Assert.NotEmpty(Verify(Chain.Head, [Chain.Whole[0], Chain.Whole[2], Chain.Whole[1]]));

    [Fact]
    public void ATruncatedStream_IsFound() =>
        Assert.Equal([new ChainFault(Chain.Name, 3, "The last 1 events were cut off.")], Verify(Chain.Head, [.. Chain.Whole.Take(2)]));

    [Fact]
    public void AnEmptiedStream_IsFound() =>
        Assert.Equal([new ChainFault(Chain.Name, 3, "All 3 events are gone.")], Verify(Chain.Head, []));

    [Fact]
    public void AMissingHead_IsFound() =>
        Assert.Equal([new ChainFault(Chain.Name, 0, "The head is missing.")], Verify(null, Chain.Whole));

    [Fact]
    public void AStreamThatIsNotThere_IsFound() =>
        Assert.Equal([new ChainFault(Chain.Name, 0, "There are no events.")], Verify(null, []));

    [Fact]
    public void TheEventsOfAnotherChange_AreFound()
    {
        var other = Chain.Of("CHG-2026-002", Chain.Keys, "submitted");
        Assert.Equal(
            [new ChainFault(Chain.Name, 1, "Its seal is not right: a field was altered, or it belongs to another stream.")],
            Verify(Chain.HeadOf(other), other));
    }

    [Fact]
    public void ContentThatRetentionRemoved_IsNoFault() =>
        Assert.Empty(Verify(Chain.Head, [.. Chain.Whole.Select(stored => stored with { Payload = null })]));

    private static ChainFault[] Verify(StreamHead? head, IReadOnlyList<StoredEvent> events) =>
        [.. ChainVerifier.Verify(Chain.Name, head, events, Chain.Keys)];
}
