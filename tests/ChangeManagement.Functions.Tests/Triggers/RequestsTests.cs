using System.Net.Http.Json;
using ChangeManagement.Testing.Durable;
using ChangeManagement.Testing.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace ChangeManagement.Functions.Tests.Triggers;

/// <summary>The doors of the app: which there are, and that ours is the only lock.</summary>
public sealed class RequestsTests
{
    private static readonly IEnumerable<(DeclaredFunction Function, HttpTriggerAttribute Trigger)> Doors =
        DeclaredFunctions.SetOffBy<HttpTriggerAttribute>().Select(function => (function, (HttpTriggerAttribute)function.Trigger));

    /// <summary>Operators watch them under these names, and alerts name them.</summary>
    [Fact]
    public void WhatOperatorsWatch_IsAFunctionOfItsOwn_AndTheSiteTakesTheRest() => Assert.Equal(
        [
            $"decide: post {Client.Changes}/{{number}}/approve",
            "emergency: get post /emergencies/new",
            "inbound-mail: post /hooks/sendgrid/inbound",
            "site: any /{*path}",
            $"status: get {Client.Changes}/{{number}}",
            $"submit: post {Client.Changes}",
        ],
        Doors.Select(door => $"{door.Function.Name}: {string.Join(' ', door.Trigger.Methods ?? ["any"])} /{door.Trigger.Route}").Order(StringComparer.Ordinal));

    /// <summary>People, systems and mail providers have no keys of the host; a door that asks for one is shut to all of them.</summary>
    [Fact]
    public void NoDoor_AsksForAKeyOfTheHost() => Assert.Empty(
        Doors.Where(door => door.Trigger.AuthLevel is not AuthorizationLevel.Anonymous).Select(door => $"{door.Function.Name} asks for a key: {door.Trigger.AuthLevel}"));

    [Fact]
    public async Task ThroughEveryDoor_WhoeverIsNobody_GetsNowhere()
    {
        await using var product = FunctionsHost.Run(start: null);
        using var http = product.Anonymous();
        async Task<int> Try(string method, string path)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? JsonContent.Create(new { }) : null };
            using var answer = await http.SendAsync(request);
            return (int)answer.StatusCode;
        }

        Assert.Equal(401, await Try("POST", Client.Changes));
        Assert.Equal(401, await Try("POST", $"{Client.Changes}/CHG-2026-001/approve"));
        Assert.Equal(401, await Try("GET", $"{Client.Changes}/CHG-2026-001"));
        Assert.Equal(401, await Try("GET", Client.Changes));
        // To the page that signs in.
        Assert.Equal((302, 302), (await Try("GET", "/emergencies/new"), await Try("POST", "/emergencies/new")));
        Assert.Equal(404, await Try("POST", "/hooks/sendgrid/inbound"));
    }
}
