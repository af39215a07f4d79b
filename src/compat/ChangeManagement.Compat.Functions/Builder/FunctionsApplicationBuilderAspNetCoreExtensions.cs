namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Requests as ASP.NET Core knows them.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Gives functions the live request. The builder here has the services of the web already.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
}
