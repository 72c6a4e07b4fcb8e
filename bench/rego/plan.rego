# Ten of our rules, as far as Rego can say them of plan JSON: single resources, literals, no references.
package main

import rego.v1

# Once for all rules, so that none of them walks the whole plan.
by_type[one.type] contains one if {
	some one in input.resource_changes
	one.mode == "managed"
	one.change.actions != ["delete"]
}

rules := by_type.openstack_networking_secgroup_rule_v2

is_ingress(rule) if rule.change.after.direction == "ingress"

anywhere := {"0.0.0.0/0", "::/0"}

names_nobody(rule) if {
	every path in ["remote_ip_prefix", "remote_group_id", "remote_address_group_id"] {
		object.get(rule.change.after, path, "") in {"", null}
		not is_configured(rule, path)
	}
}

# What the configuration sets is an unknown of the plan with an expression of its own.
is_configured(one, path) if configured[one.address][path]

configured := {resource.address: resource.expressions | some resource in input.configuration.root_module.resources}

# network/no-ingress-from-anyone
deny contains sprintf("%s admits anyone", [rule.address]) if {
	some rule in rules
	is_ingress(rule)
	rule.change.after.remote_ip_prefix in anywhere
}

deny contains sprintf("%s names nobody, so it admits anyone", [rule.address]) if {
	some rule in rules
	is_ingress(rule)
	names_nobody(rule)
}

# network/administration-ports-from-management-only
deny contains sprintf("%s opens port %d beyond the management range", [rule.address, port]) if {
	some rule in rules
	is_ingress(rule)
	some port in [22, 6443]
	rule.change.after.port_range_min <= port
	port <= rule.change.after.port_range_max
	range := rule.change.after.remote_ip_prefix
	not net.cidr_contains("10.16.0.0/12", range)
}

# network/port-security-on
deny contains sprintf("%s has no port security", [port.address]) if {
	some port in by_type.openstack_networking_port_v2
	port.change.after.port_security_enabled == false
}

# network/default-rules-removed
deny contains sprintf("%s keeps the default rules", [group.address]) if {
	some group in by_type.openstack_networking_secgroup_v2
	not group.change.after.delete_default_rules
}

# network/containers-not-public
deny contains sprintf("%s may be read by anyone", [container.address]) if {
	some container in by_type.openstack_objectstorage_container_v1
	contains(container.change.after.container_read, ".r:*")
}

# identity/no-password-on-servers
deny contains sprintf("%s has a password", [server.address]) if {
	some server in by_type.openstack_compute_instance_v2
	not server.change.after.admin_pass in {"", null}
}

# resilience/anti-affinity-is-hard
deny contains sprintf("%s is not hard", [group.address]) if {
	some group in by_type.openstack_compute_servergroup_v2
	not "anti-affinity" in group.change.after.policies
}

# encryption/ike-policy-permitted
deny contains sprintf("%s negotiates with what is not permitted", [policy.address]) if {
	some policy in by_type.openstack_vpnaas_ike_policy_v2
	not is_permitted(policy.change.after)
}

# encryption/ipsec-policy-permitted
deny contains sprintf("%s negotiates with what is not permitted", [policy.address]) if {
	some policy in by_type.openstack_vpnaas_ipsec_policy_v2
	not is_permitted(policy.change.after)
}

is_permitted(after) if {
	object.get(after, "ike_version", "v2") == "v2"
	after.encryption_algorithm in {"aes-256", "aes-256-gcm-16", "aes-192"}
	after.auth_algorithm in {"sha256", "sha384", "sha512"}
	after.pfs in {"group15", "group16", "group19", "group20", "group21"}
}

# encryption/volume-encrypted-at-creation
deny contains sprintf("%s is created without encryption", [volume.address]) if {
	some volume in by_type.openstack_blockstorage_volume_v3
	object.get(volume.change.after.metadata, "__system__encrypted", "0") != "1"
}
