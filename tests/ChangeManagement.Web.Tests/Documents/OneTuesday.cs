using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Documents;

/// <summary>One product whose clock stands at 06:00 in New York on a Tuesday, for all tests of a class.</summary>
public sealed class OneTuesday : IAsyncLifetime
{
    /// <summary>Where its clock stands.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 3, 3, 11, 0, 0, TimeSpan.Zero);

    /// <summary>The product.</summary>
    public RunningProduct Product { get; } = new(Now);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Product.DisposeAsync().AsTask();
}
