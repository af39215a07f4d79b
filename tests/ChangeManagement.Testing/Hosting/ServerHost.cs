using ChangeManagement.Engine;
using ChangeManagement.Engine.Tables;
using ChangeManagement.Register;
using ChangeManagement.Sample;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChangeManagement.Testing.Hosting;

/// <summary>The single-process server on a temporary folder: real SQLite, real workflows, real HTTP pipeline.</summary>
internal sealed class ServerHost : ProductHost
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("change-management-");
    private readonly WebApplicationFactory<Program> factory;

    public ServerHost(
        TimeProvider time, string administratorToken, IReadOnlyDictionary<string, string>? settings, Func<SqliteTables, ITables>? tables,
        Action<IServiceCollection>? configure, bool isProduction, bool listens)
    {
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment(isProduction ? "Production" : "Development");
            host.UseSetting("Data:Path", DataPath);
            // Any port that is free, where it listens at all.
            host.UseSetting("Urls", "http://127.0.0.1:0");
            host.UseSetting("Audit:AnchorFile", AnchorPath);
            if (isProduction)
            {
                host.UseSetting("Audit:KeyFile", WriteKey());
                host.UseSetting("Organisation:Path", WriteOrganisation());
                host.UseSetting("Site:Address", "https://changes.example.com/");
            }
            else
            {
                host.UseSetting("Bootstrap:Token", administratorToken);
            }

            host.UseSetting("Sweeper:Interval", "00:00:00");
            host.UseSetting("Audit:AnchorEvery", "00:00:00");
            host.UseSetting("Digest:Interval", "00:00:00");
            host.UseSetting("Policies:Watch", "00:00:00");
            host.UseSetting("Logging:LogLevel:Default", "Warning");
            foreach (var (name, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                host.UseSetting(name, value);
            }

            host.ConfigureTestServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton(time));
                if (tables is not null)
                {
                    services.Replace(ServiceDescriptor.Singleton(provider => tables(ActivatorUtilities.CreateInstance<SqliteTables>(provider))));
                }

                configure?.Invoke(services);
            });
        });
        if (listens)
        {
            factory.UseKestrel(port: 0);
            factory.StartServer();
        }
    }

    public override IServiceProvider Services => factory.Services;

    public override Uri Address => factory.ClientOptions.BaseAddress;

    public string DataPath => Path.Combine(data.FullName, "data");

    public string AnchorPath => Path.Combine(data.FullName, "anchors.jsonl");

    public override HttpClient Connect() =>
        factory.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = factory.ClientOptions.BaseAddress });

    public override Task WhenWorkflowsRest() => Services.GetRequiredService<WorkflowEngine>().WhenIdle();

    public override async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        data.Delete(recursive: true);
    }

    private string WriteKey()
    {
        var file = Path.Combine(data.FullName, "audit.key");
        File.WriteAllText(file, $"test {new string('a', 64)}\n");
        return file;
    }

    private string WriteOrganisation()
    {
        var folder = Directory.CreateDirectory(Path.Combine(data.FullName, "organisation"));
        foreach (var file in SampleOrganisation.Files)
        {
            File.WriteAllText(Path.Combine(folder.FullName, Path.GetFileName(file.Name)), file.Text);
        }

        return folder.FullName;
    }
}
