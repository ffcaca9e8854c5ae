The mayor met the envoy.

“Fine,” she said.

@highlight

They met

@highlight

It went well
