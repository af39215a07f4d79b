namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where an app begins.</summary>
public class FunctionsApplication
{
    /// <summary>A builder with the host's defaults.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
