namespace ChangeManagement.Testing.Hosting;

/// <summary>Something that runs the product: the server, or the functions.</summary>
public abstract class ProductHost : IAsyncDisposable
{
    /// <summary>The product's services, for what has no door of its own.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>Where it listens, if it does.</summary>
    public abstract Uri Address { get; }

    /// <summary>A browser or a client without credentials that follows no redirects and keeps cookies.</summary>
    public abstract HttpClient Connect();

    /// <summary>Completes when no workflow moves before the clock does.</summary>
    public abstract Task WhenWorkflowsRest();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>Starts the product in the host under test, at a moment; null: at a Tuesday's noon.</summary>
public delegate RunningProduct RunProduct(DateTimeOffset? start);
