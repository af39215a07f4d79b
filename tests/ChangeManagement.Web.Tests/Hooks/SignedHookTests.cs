using System.Security.Cryptography;
using System.Text;

namespace ChangeManagement.Web.Hooks;

/// <summary>A hook believes only what SendGrid signed, and only for a short time.</summary>
public sealed class SignedHookTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 15, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("from=\"Übung\"\r\n\0");
    private readonly Signer signer = new();

    public void Dispose() => signer.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(-300)]
    public void WhatWasSigned_IsBelieved_ForFiveMinutesEitherWay(int secondsAgo) => Assert.True(Verify(Now.AddSeconds(-secondsAgo)));

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public void WhatWasSignedLongAgo_IsNot(int secondsAgo) => Assert.False(Verify(Now.AddSeconds(-secondsAgo)));

    [Fact]
    public void AnotherBody_Time_OrKey_IsNot()
    {
        var signature = signer.Sign(Now, Body);
        using var other = new Signer();
        Assert.False(SignedHook.Verify(signer.PublicKey, Signer.Timestamp(Now), signature, [.. Body, 0], Now));
        Assert.False(SignedHook.Verify(signer.PublicKey, Signer.Timestamp(Now.AddSeconds(1)), signature, Body, Now));
        Assert.False(SignedHook.Verify(other.PublicKey, Signer.Timestamp(Now), signature, Body, Now));
        // A digit of the time must not be able to wander into the body.
        Assert.False(SignedHook.Verify(
            signer.PublicKey, Signer.Timestamp(Now), signer.Sign(Now, [(byte)'7', .. Body]), Body, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("AAAA")]
    [InlineData("MEUCIQD=")]
    public void NoSignature_IsNoneWhateverItLooksLike(string signature) =>
        Assert.False(SignedHook.Verify(signer.PublicKey, Signer.Timestamp(Now), signature, Body, Now));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData(" 1772550000")]
    [InlineData("99999999999999999999")]
    [InlineData("9223372036854775807")]
    public void NoTime_IsNoneWhateverItLooksLike(string timestamp) =>
        Assert.False(SignedHook.Verify(signer.PublicKey, timestamp, signer.Sign(Now, Body), Body, Now));

    [Fact]
    public void AKey_IsAPublicOneOnP256()
    {
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.True(SignedHook.IsKey(signer.PublicKey));
        Assert.False(SignedHook.IsKey(Convert.ToBase64String(larger.ExportSubjectPublicKeyInfo())));
        Assert.False(SignedHook.IsKey("bm90IGEga2V5"));
        Assert.False(SignedHook.IsKey("not base64"));
        Assert.False(SignedHook.IsKey(""));
    }

    private bool Verify(DateTimeOffset at) => SignedHook.Verify(signer.PublicKey, Signer.Timestamp(at), signer.Sign(at, Body), Body, Now);
}
