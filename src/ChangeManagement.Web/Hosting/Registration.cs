using ChangeManagement.Register;
using ChangeManagement.Register.Anchoring;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Identity.AppService;
using ChangeManagement.Web.Limits;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Replies;
using ChangeManagement.Web.Notifications.Delivering;
using ChangeManagement.Web.Notifications.Rendering;
using ChangeManagement.Web.Notifications.Sending;
using ChangeManagement.Web.Pages.Waiting;
using ChangeManagement.Web.Telemetry;
using ChangeManagement.Workflows;
using ChangeManagement.Workflows.Orders;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChangeManagement.Web.Hosting;

/// <summary>
/// Everything that both hosts share. A host adds what differs: the tables (<see cref="ITables"/>), the workflow client
/// (<see cref="IWorkflowClient"/>), what sends messages (<see cref="SenderRegistration.AddSenders"/>), the audit keys, where anchors are kept
/// (<see cref="IAnchorFile"/>), the rulebook (<see cref="RulebookFolders.AddRulebook"/>), its whereabouts and the clock.
/// </summary>
public static class Registration
{
    private const string EitherScheme = "BearerOrCookie";

    /// <summary>Adds the register, the workflows, identity, the API and the pages.</summary>
    public static IServiceCollection AddChangeManagement(this IServiceCollection services, Recurring recurring)
    {
        services.AddServices(recurring).AddRegister().AddWorkflows().AddNotifications().AddReplies().AddRateLimits().AddIdentity();
        services.AddProblemDetails();
        services.AddExceptionHandler<FailureHandler>();
        services.AddRazorComponents();
        services.AddAntiforgery();
        return services;
    }

    /// <summary>In the order in which they start; they stop in the opposite one.</summary>
    private static IServiceCollection AddServices(this IServiceCollection services, Recurring recurring)
    {
        services.AddHostedService<TelemetryExport>().AddHostedService<OpeningService>();
        if (recurring is Recurring.InLoops)
        {
            services
                // Before the follow-ups, and so stopped after them: their last ones are anchored too.
                .AddHostedService<AnchorService>()
                .AddHostedService<SweeperService>()
                .AddHostedService<RulebookWatchService>()
                .AddHostedService<DigestService>();
        }

        return services
            .AddHostedService(provider => provider.GetRequiredService<AftermathService>())
            .AddHostedService(provider => provider.GetRequiredService<DirectMail>())
            .AddSingleton(provider => BootstrapSettings.Read(
                provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()))
            .AddHostedService<FirstSteps>();
    }

    private static IServiceCollection AddRegister(this IServiceCollection services) => services
        .AddSingleton<EventLog>()
        .AddSingleton<SystemLog>()
        .AddSingleton<HarmlessCalls>()
        .AddSingleton<ChangeStreams>()
        .AddSingleton<ChangeNumbers>()
        .AddSingleton<Intents>()
        .AddSingleton<PolicyArchive>()
        .AddSingleton<PreApprovals>()
        .AddSingleton<Freezes>()
        .AddSingleton<Delegations>()
        .AddSingleton<ChangeIndex>()
        .AddSingleton<ChangeStatistics>()
        .AddSingleton<Alarms>()
        .AddSingleton<ChangeDesk>()
        .AddSingleton<RegisterOpening>()
        .AddSingleton<Anchors>()
        .AddSingleton<RegisterAudit>()
        .AddSingleton<Aftermath>()
        .AddSingleton<PolicyReviews>()
        .AddSingleton<ExpiredKeys>()
        .AddSingleton<Unfinished>()
        .AddSingleton<Sweeper>()
        .AddSingleton<AftermathService>()
        .AddSingleton<IAfterwards>(provider => provider.GetRequiredService<AftermathService>())
        .AddSingleton<RulebookWatch>()
        .AddSingleton<FreezeDesk>()
        .AddSingleton<DelegationNotices>()
        .AddSingleton<DelegationDesk>();

    private static IServiceCollection AddWorkflows(this IServiceCollection services) => services
        .AddSingleton<Clock>(provider => provider.GetRequiredService<TimeProvider>().GetUtcNow)
        .AddSingleton<ChangeActivities>()
        .AddSingleton<WorkflowOrders>()
        .AddSingleton<WorkflowOperations>()
        .AddSingleton(provider => new WorkflowCatalog()
            .AddChanges(provider.GetRequiredService<ChangeActivities>)
            .AddDeliveries((batch, cancellation) => provider.GetRequiredService<Courier>().Deliver(batch, cancellation)));

    private static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<ApprovalLinks>()
        .AddSingleton<ApprovalCodes>()
        .AddSingleton<RequestsAgain>()
        .AddSingleton<INotices, Notices>()
        .AddSingleton<Deliveries>()
        .AddSingleton<Composer>()
        .AddSingleton<Courier>()
        .AddSingleton<Unreachable>()
        .AddSingleton<DeliveryReports>()
        .AddSingleton<DeliveryDesk>()
        .AddSingleton<WaitingReader>()
        .AddSingleton<DailyDigest>()
        .AddSingleton<DigestRounds>()
        .AddSingleton<MailBodies>()
        .AddSingleton<DirectMail>();

    private static IServiceCollection AddReplies(this IServiceCollection services) => services
        .AddSingleton(provider => ReplySettings.Read(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton<AnsweredReplies>()
        .AddSingleton<ReplyHelp>()
        .AddSingleton<ReplyDesk>();

    private static void AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<Tokens>().AddSingleton<TokenDesk>().AddSingleton<SignInLinks>().AddSingleton<SignInRequests>();
        services.AddSingleton(provider => AppServiceSettings.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<Admission>().AddSingleton<CookieAdmission>();
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, displayName: null, options => options.ForwardDefaultSelector = SchemeOf)
            .AddScheme<AuthenticationSchemeOptions, BearerTokenHandler>(BearerTokenHandler.SchemeName, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, AppServiceHandler>(AppServiceHandler.SchemeName, options =>
            {
                options.ForwardChallenge = CookieAuthenticationDefaults.AuthenticationScheme;
                options.ForwardForbid = CookieAuthenticationDefaults.AuthenticationScheme;
            })
            .AddCookie(options =>
            {
                options.Cookie.Name = "change-management";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.LoginPath = "/sign-in";
                options.AccessDeniedPath = "/forbidden";
                options.ExpireTimeSpan = TimeSpan.FromHours(12);
                options.EventsType = typeof(CookieAdmission);
            });
        services.AddAuthorization(options =>
        {
            foreach (var scope in Scopes.All)
            {
                options.AddPolicy(scope, policy => policy.RequireAssertion(context => context.User.Allows(scope)));
            }

            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        });
    }

    /// <summary>The API takes bearer tokens only: a cookie there would let other sites act for a person who is signed in.</summary>
    private static string SchemeOf(HttpContext http) => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        ? BearerTokenHandler.SchemeName
        : AppServiceHandler.Speaks(http) ? AppServiceHandler.SchemeName
        : CookieAuthenticationDefaults.AuthenticationScheme;
}
